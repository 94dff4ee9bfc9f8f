//! Shows projects, regions and accounts. Knows what an answer says of each. Must not know who may use them.

use super::{IamCall, Result, missing};
use crate::answer::Answer;
use crate::state::identities::{Identities, Project, domain_id};
use apig_codegen::api::Json;
use serde_json::json;
use std::collections::BTreeSet;

impl IamCall<'_> {
    pub(super) fn list_projects(&self, identities: &Identities) -> Result<Answer> {
        let domain = self.who(identities)?.domain;
        let (account, all) = (domain_id(&domain), identities.projects(&domain));
        let is = |name: &str, value: &str| self.input.get(name).is_none_or(|expected| expected == value);
        let is_flag =
            |name: &str, value: bool| self.input.get(name).is_none_or(|expected| *expected == Json::Bool(value));
        let all_match = is("domain_id", &account) && is_flag("enabled", true) && is_flag("is_domain", false);
        let number =
            |name: &str| self.input.get(name).and_then(Json::as_u64).and_then(|number| usize::try_from(number).ok());
        let (skip, take) = match (number("page"), number("per_page")) {
            (Some(page), Some(length)) => (page.saturating_sub(1).saturating_mul(length), length),
            (Some(_) | None, _) => (0, usize::MAX),
        };
        let projects = all
            .filter(|project| all_match && is("name", &project.name))
            .map(|project| self.project(&project, &domain, identities))
            .filter(|project| project["parent_id"].as_str().is_some_and(|parent| is("parent_id", parent)));
        let projects: Vec<Json> = projects.skip(skip).take(take).collect();
        Ok(Answer::ok(json!({"links": self.links("/v3/projects"), "projects": projects})))
    }

    pub(super) fn list_auth_projects(&self, identities: &Identities) -> Result<Answer> {
        let domain = self.who(identities)?.domain;
        let projects = identities.projects(&domain).map(|project| self.project(&project, &domain, identities));
        let projects: Vec<Json> = projects.collect();
        Ok(Answer::ok(json!({"links": self.links("/v3/auth/projects"), "projects": projects})))
    }

    pub(super) fn show_project(&self, identities: &Identities) -> Result<Answer> {
        Ok(Answer::ok(json!({"project": self.asked_for(identities)?})))
    }

    pub(super) fn show_project_status(&self, identities: &Identities) -> Result<Answer> {
        let mut project = self.asked_for(identities)?;
        if let Some(fields) = project.as_object_mut() {
            fields.remove("links");
            fields.insert("status".to_owned(), "normal".into());
        }
        Ok(Answer::ok(json!({"project": project})))
    }

    fn asked_for(&self, identities: &Identities) -> Result<Json> {
        let (domain, id) = (self.who(identities)?.domain, self.input.text("project_id"));
        let found = identities.projects(&domain).find(|project| project.id == id);
        let project = found.ok_or_else(|| missing("project", id))?;
        Ok(self.project(&project, &domain, identities))
    }

    /// "If you query a project created by you": its name is that of the region, and more.
    fn project(&self, project: &Project, domain: &str, identities: &Identities) -> Json {
        let account = domain_id(domain);
        let region = project.name.split_once('_').map(|(region, _)| region);
        let parent = identities.projects(domain).find(|above| region == Some(above.name.as_str()));
        json!({
            "is_domain": false, "description": "", "enabled": true, "id": project.id, "name": project.name,
            "parent_id": parent.map_or_else(|| account.clone(), |above| above.id), "domain_id": account,
            "links": self.self_link(&format!("/v3/projects/{}", project.id)),
        })
    }

    /// All regions of all services.
    pub(super) fn list_regions(&self) -> Answer {
        let names: BTreeSet<&str> = self.spec.regions().collect();
        let regions: Vec<Json> = names.into_iter().map(|name| self.region(name)).collect();
        Answer::ok(json!({"links": self.links("/v3/regions"), "regions": regions}))
    }

    pub(super) fn show_region(&self) -> Result<Answer> {
        let id = self.input.text("region_id");
        let found = self.spec.regions().find(|name| *name == id);
        let name = found.ok_or_else(|| missing("region", id))?;
        Ok(Answer::ok(json!({"region": self.region(name)})))
    }

    fn region(&self, name: &str) -> Json {
        json!({
            "description": "", "parent_region_id": null, "id": name, "type": "public", "locales": {"en-us": name},
            "links": self.self_link(&format!("/v3/regions/{name}")),
        })
    }

    pub(super) fn list_auth_domains(&self, identities: &Identities) -> Result<Answer> {
        let name = self.who(identities)?.domain;
        let id = domain_id(&name);
        let links = self.self_link(&format!("/v3/domains/{id}"));
        let domain = json!({"description": "", "enabled": true, "id": id, "name": name, "links": links});
        Ok(Answer::ok(json!({"domains": [domain], "links": self.links("/v3/auth/domains")})))
    }

    /// No list says where its next page is.
    fn links(&self, path: &str) -> Json {
        json!({"self": format!("{}{path}", self.base), "previous": null, "next": null})
    }

    fn self_link(&self, path: &str) -> Json {
        json!({"self": format!("{}{path}", self.base)})
    }
}
