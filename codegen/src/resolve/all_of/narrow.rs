//! Leaves of two demands what keeps to both: bounds, types, lists of values. Must not know where they were written.

use crate::openapi::{Schema, TypeName};
use crate::resolve::numbers::compare;
use crate::resolve::without_spans::to_json;
use crate::source::{Span, Spanned};
use crate::yaml::{Node, Number};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Two parts that no value keeps to.
pub struct Conflict {
    pub here: Span,
    pub there: Span,
}

pub fn narrow(folded: &mut Option<Spanned<u64>>, part: &Option<Spanned<u64>>, narrower: Ordering) {
    let Some(part) = part else { return };
    if folded.as_ref().is_none_or(|folded| part.value.cmp(&folded.value) == narrower) {
        *folded = Some(part.clone());
    }
}

/// The end of a range that leaves less; of two equal ones, the one that is excluded.
pub fn narrow_end(
    (folded, excluded): (&mut Option<Spanned<Number>>, &mut bool),
    (part, excluded_here): (&Option<Spanned<Number>>, bool),
    narrower: Ordering,
) {
    let Some(part) = part else { return };
    match folded.as_ref().map(|folded| compare(part.value, folded.value)) {
        Some(Some(Ordering::Equal)) => *excluded |= excluded_here,
        Some(order) if order != Some(narrower) => {}
        Some(_) | None => (*folded, *excluded) = (Some(part.clone()), excluded_here),
    }
}

/// Leaves the types that both have; `null` is one of both if either says so, as writers mean it.
pub fn narrow_types(folded: &mut Schema, types: &[Spanned<TypeName>]) -> Result<(), Conflict> {
    let is_null = |name: &&Spanned<TypeName>| name.value == TypeName::Null;
    let (nulls, names): (Vec<_>, Vec<_>) = types.iter().partition(is_null);
    let (had_nulls, had): (Vec<_>, Vec<_>) = folded.types.iter().partition(is_null);
    let common: Vec<Spanned<TypeName>> = match (names.first(), had.first()) {
        (None, _) => had.into_iter().cloned().collect(),
        (_, None) => names.into_iter().cloned().collect(),
        (Some(here), Some(there)) => {
            let common: Vec<_> = names.iter().flat_map(|a| had.iter().filter_map(|b| narrower(a, b))).collect();
            if common.is_empty() {
                return Err(Conflict { here: there.span, there: here.span });
            }
            common
        }
    };
    let nulls: Vec<_> = had_nulls.into_iter().chain(nulls).take(1).cloned().collect();
    folded.types = common.into_iter().chain(nulls).collect();
    Ok(())
}

/// The narrower one of two types, if there is one: each integer is a number.
fn narrower(a: &Spanned<TypeName>, b: &Spanned<TypeName>) -> Option<Spanned<TypeName>> {
    match (a.value, b.value) {
        (TypeName::Number, TypeName::Integer) => Some(b.clone()),
        (TypeName::Integer, TypeName::Number) => Some(a.clone()),
        (x, y) => (x == y).then(|| a.clone()),
    }
}

/// Leaves the values that both list, with the words for those that were listed first.
pub fn narrow_values(
    folded: &mut Schema,
    values: &Spanned<Vec<Node>>,
    words: [&[Spanned<String>]; 3],
) -> Result<(), Conflict> {
    let Some(had) = &mut folded.values else {
        folded.values = Some(values.clone());
        [folded.variant_names, folded.variants_were, folded.variant_descriptions] = words.map(<[_]>::to_vec);
        return Ok(());
    };
    let listed: BTreeSet<String> = values.value.iter().map(|value| to_json(value).to_string()).collect();
    let is_kept: Vec<bool> = had.value.iter().map(|value| listed.contains(&to_json(value).to_string())).collect();
    if !is_kept.contains(&true) {
        return Err(Conflict { here: had.span, there: values.span });
    }
    for list in [&mut folded.variant_names, &mut folded.variants_were, &mut folded.variant_descriptions] {
        if list.len() == is_kept.len() {
            keep(list, &is_kept);
        }
    }
    keep(&mut had.value, &is_kept);
    Ok(())
}

fn keep<T>(list: &mut Vec<T>, is_kept: &[bool]) {
    let mut is_kept = is_kept.iter();
    list.retain(|_| is_kept.next().is_none_or(|kept| *kept));
}
