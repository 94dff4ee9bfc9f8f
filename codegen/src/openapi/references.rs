//! Every `$ref` of a file, so that one in a component that nobody uses is checked too. Knows where references may stand;
//! must not know what they lead to, and never looks into examples, defaults and enums: those are data.

use super::{
    AdditionalProperties, Header, MediaType, Parameter, PathItem, Read, RefOr, RequestBody, Response, Schema,
    SecurityScheme,
};
use crate::grammar::Object;
use crate::source::Spanned;

/// A thing that a `$ref` may lead to.
pub trait Component: Read + Clone {}

/// A `$ref`, and what must be at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// What it says.
    pub target: Spanned<String>,
    /// Such an object.
    pub needs: Object,
}

/// Something with references in it.
pub trait Mentions {
    /// Adds its references.
    fn mentions(&self, found: &mut Vec<Mention>);
}

impl<T: Component + Mentions> Mentions for RefOr<T> {
    fn mentions(&self, found: &mut Vec<Mention>) {
        match self {
            RefOr::Ref(reference) => {
                found.push(Mention { target: reference.target.clone(), needs: T::OBJECT });
            }
            RefOr::Value(value) => value.mentions(found),
        }
    }
}

impl<T: Mentions> Mentions for Vec<T> {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.iter().for_each(|item| item.mentions(found));
    }
}

impl<T: Mentions> Mentions for Option<T> {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.iter().for_each(|item| item.mentions(found));
    }
}

impl<N, T: Mentions> Mentions for (Spanned<N>, T) {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.1.mentions(found);
    }
}

impl Mentions for Schema {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.properties.mentions(found);
        self.all_of.mentions(found);
        if let Some(items) = &self.items {
            items.mentions(found);
        }
        match self.additional.as_ref().map(|additional| &additional.value) {
            Some(AdditionalProperties::Schema(values)) => values.mentions(found),
            Some(AdditionalProperties::Allowed(_)) | None => {}
        }
    }
}

impl Mentions for MediaType {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.schema.mentions(found);
    }
}

impl Mentions for Parameter {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.schema.mentions(found);
    }
}

impl Mentions for RequestBody {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.content.mentions(found);
    }
}

impl Mentions for Header {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.schema.mentions(found);
    }
}

impl Mentions for Response {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.headers.mentions(found);
        self.content.mentions(found);
    }
}

impl Mentions for PathItem {
    fn mentions(&self, found: &mut Vec<Mention>) {
        self.parameters.mentions(found);
        for (_, operation) in &self.operations {
            operation.parameters.mentions(found);
            operation.body.mentions(found);
            operation.responses.mentions(found);
        }
    }
}

impl Mentions for SecurityScheme {
    fn mentions(&self, _: &mut Vec<Mention>) {}
}

impl Component for Schema {}

impl Component for Parameter {}

impl Component for RequestBody {}

impl Component for Response {}

impl Component for Header {}

impl Component for PathItem {}

impl Component for SecurityScheme {}
