//! Makes one schema of several that all hold, keyword by keyword. Must not know where they were written.

use super::Part;
use super::narrow::{Conflict, narrow, narrow_end, narrow_types, narrow_values};
use crate::openapi::{AdditionalProperties, Deprecation, Discriminator, RefOr, Schema, TypeName};
use crate::source::{Places, Span, Spanned};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A schema that demands what all parts do. What can be said once is said by the schema itself, which is the last part, else
/// by the first part that is written in place, else by one elsewhere.
pub fn fold(parts: &[Part]) -> Result<Schema, Conflict> {
    let mut folded = Schema { places: Places::default(), ..Schema::blank(Span::default()) };
    let mut inside = Inside::default();
    parts.iter().for_each(|part| inside.add(&part.schema));
    let (inline, elsewhere): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| part.inline);
    let (own, others) = match inline.split_last() {
        Some((own, others)) => (Some(*own), others),
        None => (None, inline.as_slice()),
    };
    for Part { schema, inline } in own.into_iter().chain(others.iter().copied()).chain(elsewhere) {
        add(&mut folded, schema, *inline)?;
        // A base has its discriminator for itself.
        if own.is_some_and(|own| Rc::ptr_eq(&own.schema, schema)) {
            first(&mut folded.discriminator, &schema.discriminator);
        }
    }
    inside.into_schema(&mut folded);
    Ok(folded)
}

/// What values are made of: each part adds to it, in the order of the document.
#[derive(Default)]
struct Inside {
    names: BTreeMap<String, usize>,
    properties: Vec<(Spanned<String>, Vec<RefOr<Schema>>)>,
    items: Vec<RefOr<Schema>>,
    additional: Vec<RefOr<Schema>>,
    /// What is said of other names, and where.
    allowed: Option<Spanned<bool>>,
}

impl Inside {
    fn add(&mut self, part: &Schema) {
        for (key, property) in &part.properties {
            let at = self.names.get(&key.value).copied();
            match at.and_then(|at| self.properties.get_mut(at)) {
                // One property by two ways.
                Some((existing, _)) if existing.span == key.span => {}
                Some((_, parts)) => parts.push(property.clone()),
                None => {
                    self.names.insert(key.value.clone(), self.properties.len());
                    self.properties.push((key.clone(), vec![property.clone()]));
                }
            }
        }
        self.items.extend(part.items.clone());
        match part.additional.as_ref().map(|additional| (&additional.value, additional.span)) {
            Some((AdditionalProperties::Schema(values), _)) => self.additional.push(values.clone()),
            // One part that allows no other names forbids them all.
            Some((AdditionalProperties::Allowed(allowed), span)) if !allowed || self.allowed.is_none() => {
                self.allowed = Some(Spanned::new(*allowed, span));
            }
            Some((AdditionalProperties::Allowed(_), _)) | None => {}
        }
    }

    fn into_schema(self, schema: &mut Schema) {
        let properties = self.properties.into_iter();
        schema.properties = properties.filter_map(|(name, parts)| Some((name, together(parts)?))).collect();
        schema.items = together(self.items);
        let described = together(self.additional).map(|values| {
            let span = values.span();
            Spanned::new(AdditionalProperties::Schema(values), span)
        });
        let allowed = self.allowed.map(|flag| Spanned::new(AdditionalProperties::Allowed(flag.value), flag.span));
        schema.additional = described.or(allowed);
    }
}

/// What several schemas demand of one value.
fn together(mut parts: Vec<RefOr<Schema>>) -> Option<RefOr<Schema>> {
    if parts.len() < 2 { parts.pop() } else { Some(Schema::all_of(parts).into()) }
}

/// Adds the keywords of a part.
fn add(folded: &mut Schema, part: &Schema, inline: bool) -> Result<(), Conflict> {
    let Schema {
        span,
        types,
        format,
        content_media_type,
        content_encoding,
        title,
        description,
        values,
        default,
        examples,
        nullable,
        required,
        // In `Inside`.
        properties,
        additional,
        items,
        prefix_items,
        pattern_properties,
        all_of: _,
        one_of,
        any_of,
        discriminator,
        minimum,
        exclusive_minimum,
        maximum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        patterns,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        deprecated,
        read_only,
        write_only,
        rust_name,
        was,
        variant_names,
        variants_were,
        variant_descriptions,
        server_clamps,
        separator,
        never,
        untold,
        places,
    } = part;
    let implied =
        (!properties.is_empty() || !pattern_properties.is_empty() || additional.is_some()).then_some(TypeName::Object);
    let implied = implied.or_else(|| (items.is_some() || !prefix_items.is_empty()).then_some(TypeName::Array));
    let implied: Vec<_> = implied.map(|name| Spanned::new(name, *span)).into_iter().collect();
    narrow_types(folded, if types.is_empty() { &implied } else { types })?;
    if let Some(values) = values {
        narrow_values(folded, values, [variant_names, variants_were, variant_descriptions])?;
    }
    if inline {
        first(&mut folded.title, title);
        first(&mut folded.description, description);
        first(&mut folded.rust_name, rust_name);
        first(&mut folded.was, was);
        folded.examples.extend(examples.iter().cloned());
        folded.deprecated = Deprecation::both(folded.deprecated.take(), deprecated.clone());
    }
    add_union(folded, one_of, any_of, discriminator);
    first(&mut folded.format, format);
    first(&mut folded.separator, separator);
    first(&mut folded.content_media_type, content_media_type);
    first(&mut folded.content_encoding, content_encoding);
    first(&mut folded.default, default);
    first(&mut folded.nullable, nullable);
    first(&mut folded.multiple_of, multiple_of);
    folded.patterns.extend(patterns.iter().cloned());
    narrow(&mut folded.min_length, min_length, Ordering::Greater);
    narrow(&mut folded.max_length, max_length, Ordering::Less);
    narrow(&mut folded.min_items, min_items, Ordering::Greater);
    narrow(&mut folded.max_items, max_items, Ordering::Less);
    narrow(&mut folded.min_properties, min_properties, Ordering::Greater);
    narrow(&mut folded.max_properties, max_properties, Ordering::Less);
    let low = (&mut folded.minimum, &mut folded.exclusive_minimum);
    narrow_end(low, (minimum, *exclusive_minimum), Ordering::Greater);
    let high = (&mut folded.maximum, &mut folded.exclusive_maximum);
    narrow_end(high, (maximum, *exclusive_maximum), Ordering::Less);
    folded.required.extend(required.iter().cloned());
    folded.unique_items |= unique_items;
    folded.read_only |= read_only;
    folded.write_only |= write_only;
    folded.server_clamps |= server_clamps;
    folded.never |= never;
    folded.untold |= untold;
    if folded.prefix_items.is_empty() {
        folded.prefix_items.clone_from(prefix_items);
    }
    folded.pattern_properties.extend(pattern_properties.iter().cloned());
    let mut all = places.clone();
    all.overlay(&folded.places);
    folded.places = all;
    Ok(())
}

/// Adds what a value is one of. Of two such lists it is one of each: the second one goes to the other keyword.
fn add_union(
    folded: &mut Schema,
    one_of: &[RefOr<Schema>],
    any_of: &[RefOr<Schema>],
    discriminator: &Option<Discriminator>,
) {
    let is_first = folded.one_of.is_empty() && folded.any_of.is_empty();
    if is_first && !(one_of.is_empty() && any_of.is_empty()) {
        first(&mut folded.discriminator, discriminator);
    }
    let (ones, anys) = (&mut folded.one_of, &mut folded.any_of);
    let to_ones = if ones.is_empty() { &mut *ones } else { &mut *anys };
    to_ones.extend(one_of.iter().cloned());
    let to_anys = if anys.is_empty() || !ones.is_empty() { anys } else { ones };
    to_anys.extend(any_of.iter().cloned());
}

fn first<T: Clone>(folded: &mut Option<T>, part: &Option<T>) {
    if folded.is_none() {
        folded.clone_from(part);
    }
}
