//! Holds what an operation on resources is carried out with: the request's values, and what its gateway and its project have.
//! Makes its answers and refusals. Knows the model of the spec. Must not know any kind.

use super::kind::{Error, Kind};
use super::product::Product;
use super::shape;
use crate::answer::{Answer, Content, invalid_parameter};
use crate::spec::input::Input;
use crate::state::gateway::GatewayState;
use crate::state::ids::Ids;
use crate::state::records::{Fields, Record, Records};
use crate::times;
use apig_codegen::api::{Definition, Json, Location, Method, Schema};
use http::StatusCode;
use serde_json::json;
use std::time::{Duration, SystemTime};

/// Whether something may be done; if not, the answer that says so.
pub(crate) type Done<T = ()> = Result<T, Box<Answer>>;

/// A request for an operation on resources.
pub(crate) struct Call<'a> {
    pub input: &'a Input<'a>,
    pub types: &'a [Definition],
    pub product: &'static Product,
    pub project: &'a str,
    /// The id of the gateway; empty where the operation is on none.
    pub instance: &'a str,
    pub now: SystemTime,
    pub ids: &'a Ids,
    /// How long it takes until a gateway runs.
    pub starting: Duration,
}

/// What an operation may look at and change.
pub(crate) struct Scope<'a> {
    pub project: &'a mut Records,
    /// What the gateway has; an empty one where the operation is on none.
    pub gateway: &'a mut GatewayState,
}

impl Scope<'_> {
    /// Where a kind is kept.
    pub fn of(&self, kind: &Kind) -> &Records {
        if kind.of_project { self.project } else { &self.gateway.records }
    }

    pub fn of_mut(&mut self, kind: &Kind) -> &mut Records {
        if kind.of_project { self.project } else { &mut self.gateway.records }
    }

    pub fn all(&self, kind: &Kind) -> &[Record] {
        self.of(kind).all(kind.name)
    }

    pub fn get(&self, kind: &Kind, id: &str) -> Option<&Record> {
        self.of(kind).get(kind.name, id)
    }

    /// A thing, or that there is none.
    pub fn find(&self, kind: &Kind, id: &str) -> Done<&Record> {
        self.get(kind, id).ok_or_else(|| unknown(kind, id))
    }

    pub fn find_mut(&mut self, kind: &Kind, id: &str) -> Done<&mut Record> {
        self.of_mut(kind).get_mut(kind.name, id).ok_or_else(|| unknown(kind, id))
    }

    pub fn put(&mut self, kind: &Kind, record: Record) {
        self.of_mut(kind).put(kind.name, record);
    }

    pub fn remove(&mut self, kind: &Kind, id: &str) -> Option<Record> {
        self.of_mut(kind).remove(kind.name, id)
    }

    /// Refuses values that no two of a kind have in common, where another one has them.
    pub fn check_unique(&self, kind: &Kind, record: &Record) -> Done {
        let is_named = kind.unique.iter().any(|field| !record.get(field).is_null());
        let is_alike = |other: &Record| kind.unique.iter().all(|field| other.get(field) == record.get(field));
        if is_named && self.all(kind).iter().any(|other| other.id != record.id && is_alike(other)) {
            return refuse(StatusCode::BAD_REQUEST, kind.taken);
        }
        Ok(())
    }

    pub fn check_room(&self, kind: &Kind) -> Done {
        if self.all(kind).len() >= kind.most { refuse(StatusCode::FORBIDDEN, kind.too_many) } else { Ok(()) }
    }
}

/// An error that the documents word.
pub(crate) fn refuse<T>(status: StatusCode, (code, text): Error) -> Done<T> {
    Err(Box::new(Answer::error(status, code, text)))
}

/// 404, as the documents word it for this kind.
pub(crate) fn unknown(kind: &Kind, id: &str) -> Box<Answer> {
    let (code, text) = kind.unknown;
    Box::new(Answer::error(StatusCode::NOT_FOUND, code, text.replace("{}", id)))
}

/// 400: what a parameter or a field says cannot be.
pub(crate) fn invalid<T>(name: &str) -> Done<T> {
    Err(Box::new(invalid_parameter("APIG.2011", name)))
}

impl<'a> Call<'a> {
    /// The id of what the path ends with: its last parameter.
    pub fn id(&self) -> &'a str {
        let mut in_path = self.input.operation.parameters.iter().filter(|one| one.location == Location::Path);
        in_path.next_back().map_or("", |last| self.input.text(&last.name))
    }

    /// What the path says that a kind is part of, if there is that: its field and its id.
    pub fn whole(&self, scope: &Scope<'_>, kind: &Kind) -> Done<Option<(&'static str, &'a str)>> {
        let Some((field, whole)) = kind.within else { return Ok(None) };
        scope.find(whole, self.text(field))?;
        Ok(Some((field, self.text(field))))
    }

    /// The things of a kind that are part of what the path says.
    pub fn all<'s>(&self, scope: &'s Scope<'_>, kind: &Kind) -> Done<impl Iterator<Item = &'s Record> + use<'a, 's>> {
        let whole = self.whole(scope, kind)?;
        Ok(scope.all(kind).iter().filter(move |one| whole.is_none_or(|(field, id)| one.is(field, id))))
    }

    /// The thing that the path ends with.
    pub fn find<'s>(&self, scope: &'s Scope<'_>, kind: &Kind) -> Done<&'s Record> {
        self.find_part(scope, kind, self.id())
    }

    /// The thing of this id that is part of what the path says.
    pub fn find_part<'s>(&self, scope: &'s Scope<'_>, kind: &Kind, id: &str) -> Done<&'s Record> {
        let whole = self.whole(scope, kind)?;
        let found = scope.find(kind, id)?;
        if whole.is_none_or(|(field, of)| found.is(field, of)) { Ok(found) } else { Err(unknown(kind, id)) }
    }

    /// A parameter of the path or of the query; empty if it is not there.
    pub fn text(&self, parameter: &str) -> &'a str {
        self.input.text(parameter)
    }

    /// A field of the body; empty if it is not there.
    pub fn field(&self, name: &str) -> &'a str {
        self.input.field(name)
    }

    /// The texts of a list in the body.
    pub fn texts(&self, field: &str) -> Vec<&'a str> {
        let list = self.input.body.get(field).and_then(Json::as_array);
        list.into_iter().flatten().filter_map(Json::as_str).collect()
    }

    /// Now, as records hold times.
    pub fn time(&self) -> Json {
        times::nanoseconds(self.now).into()
    }

    /// A thing with a new id, and without fields but for its id and times.
    pub fn record(&self, kind: &Kind) -> Record {
        self.record_of(kind, self.ids.hex())
    }

    /// A thing of this id, without fields but for its id and times.
    pub fn record_of(&self, kind: &Kind, id: String) -> Record {
        let mut record = Record::new(id);
        record.set(kind.id, record.id.clone());
        for field in kind.created.iter().chain(kind.changed) {
            record.set(field, self.time());
        }
        record
    }

    /// What the body says, as far as the documents know it.
    pub fn said(&self) -> Fields {
        let mut said = self.input.body.as_object().cloned().unwrap_or_default();
        said.retain(|name, _| self.body_fields().any(|known| known == name));
        said
    }

    /// What the body says, with the defaults of what it does not say.
    pub fn body(&self) -> Fields {
        let mut fields = self.said();
        if let Some(body) = &self.input.operation.body {
            shape::add_defaults(&body.schema, self.types, &mut fields);
        }
        fields
    }

    /// The names that the body may have.
    pub fn body_fields(&self) -> impl Iterator<Item = &'a str> {
        let body = self.input.operation.body.as_ref();
        let types = self.types;
        body.into_iter().flat_map(move |body| shape::properties(&body.schema, types)).map(|one| one.name.as_str())
    }

    /// A thing as answers tell it.
    pub fn view(&self, scope: &Scope<'_>, kind: &Kind, record: &Record) -> Fields {
        let mut fields = record.fields.clone();
        (kind.seen)(self, scope, &mut fields);
        fields
    }

    /// The documented success, with as much of this as it tells.
    pub fn answer(&self, fields: Fields) -> Answer {
        let Some(success) = self.input.operation.successes.first() else { return Answer::no_content() };
        let status = shape::status(success.status);
        match &success.schema {
            Some(schema) => Answer::new(status, self.shaped(schema, Json::Object(fields))),
            None => Answer { status, headers: Vec::new(), body: None },
        }
    }

    fn shaped(&self, schema: &Schema, value: Json) -> Json {
        // "POST answers in 9 fraction digits", others in whole seconds.
        shape::shaped(schema, self.types, value, self.input.operation.method == Method::Post)
    }

    /// A page of what the query asks for. `names` says which field a parameter of another name is compared with.
    pub fn list(&self, views: impl IntoIterator<Item = Fields>, names: &[(&str, &str)]) -> Answer {
        let matching = views.into_iter().filter(|view| self.is_asked_for(view, names));
        self.page(matching.map(Json::Object).collect())
    }

    /// A page of all of this.
    pub fn page(&self, all: Vec<Json>) -> Answer {
        let (offset, limit) = self.input.page();
        let total = all.len();
        let page: Vec<Json> = all.into_iter().skip(offset).take(limit).collect();
        let paging = self.input.operation.pagination.as_ref();
        let items = paging.and_then(|paging| paging.items.as_deref()).unwrap_or("items");
        let mut fields = Fields::new();
        fields.insert("total".to_owned(), total.into());
        fields.insert("size".to_owned(), page.len().into());
        fields.insert(items.trim_start_matches('/').to_owned(), page.into());
        self.answer(fields)
    }

    /// Whether a view has what each parameter of the query asks for. A parameter that it has no field for asks for nothing.
    pub fn is_asked_for(&self, view: &Fields, names: &[(&str, &str)]) -> bool {
        let exact: Vec<&str> = self.text("precise_search").split(',').map(str::trim).collect();
        let in_query = self.input.operation.parameters.iter().filter(|one| one.location == Location::Query);
        in_query.filter_map(|one| Some((one.name.as_str(), self.input.get(&one.name)?))).all(|(parameter, asked)| {
            let field = names.iter().find(|(name, _)| *name == parameter).map_or(parameter, |(_, field)| field);
            match (view.get(field), asked) {
                (None, _) => true,
                (Some(_), Json::String(asked)) if asked.is_empty() => true,
                (Some(Json::String(has)), Json::String(asked)) => {
                    // "Fuzzy search is supported" for names; `precise_search` lists those that are to be matched as a whole.
                    if parameter.ends_with("name") && !exact.contains(&parameter) {
                        has.contains(asked.as_str())
                    } else {
                        has == asked
                    }
                }
                (Some(has), Json::String(asked)) => asked.parse().is_ok_and(|asked: i64| has.as_i64() == Some(asked)),
                (Some(has), asked) => has == asked,
            }
        })
    }
}

/// An item of `failure` in the answer of a batch: what it is about, and why.
pub(crate) fn failure(of: (&str, &str), refusal: &Answer) -> Json {
    let text = |name: &str| match &refusal.body {
        Some(Content::Json(body)) => body.get(name).cloned().unwrap_or_default(),
        Some(Content::Bytes(..)) | None => Json::Null,
    };
    json!({of.0: of.1, "error_code": text("error_code"), "error_msg": text("error_msg")})
}
