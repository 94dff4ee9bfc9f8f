//! Edits of the project's own spec, as a maintainer makes them, and what a reviewer has to be told of each: one change, where
//! it is, and both verdicts. The verdicts stand here by thought, not by what the comparison said. Must not know how a
//! comparison works.

use crate::support::{Files, SERVICES, job, spec};
use apig_codegen::diff::{Rust, Wire};
use apig_codegen::{Examples, Job, Style};

/// The project's documents, but of API Gateway and ROMA Connect only the paths of quotas: what stands in other files is told alike, and
/// each comparison would take a second.
fn project() -> Files {
    let mut files = Files::below(&spec(), ".yaml");
    for root in ["apig/openapi.yaml", "roma/openapi.yaml"] {
        let (before, paths) = files.text(root).split_once("\npaths:\n").unwrap();
        let (paths, after) = paths.split_once("\n\n").unwrap();
        let lines: Vec<&str> = paths.lines().collect();
        // A line for the path, and one for where it leads.
        let kept: Vec<&str> = lines.chunks(2).filter(|path| path[0].contains("quota")).flatten().copied().collect();
        files = files.with(root, format!("{before}\npaths:\n{}\n\n{after}", kept.join("\n")));
    }
    files
}

/// What is found in a file, which has it once, and what takes its place.
type Edit<'a> = (&'a str, &'a str, &'a str);

/// What is told: wire, Rust, file and text of the line, number of operations.
type Told<'a> = (Wire, Rust, &'a str, usize);

/// Makes the edits and compares.
#[track_caller]
fn check(edits: &[Edit], expected: &[Told]) {
    let before = project();
    let mut after = before.clone();
    for (file, find, replace) in edits {
        let text = after.text(file);
        assert_eq!(text.matches(find).count(), 1, "`{find}` in {file}");
        after = after.with(file, text.replace(find, replace));
    }
    // Those services that the edits are about, to which others have nothing to say.
    let is_about = |root: &&str| {
        let folder = root.split_once('/').map(|(folder, _)| folder);
        edits.iter().any(|(file, ..)| file.split_once('/').map(|(folder, _)| folder) == folder || !file.contains('/'))
    };
    let job = Job { examples: Examples::Unchecked, ..job(SERVICES.into_iter().filter(is_about)) };
    let comparison = apig_codegen::diff((&job, &before.reader()), (&job, &after.reader()));
    assert!(!comparison.after.has_errors(), "{}", comparison.after.human(Style::Plain, "spec/"));
    let told: Vec<(Wire, Rust, String, usize)> = comparison
        .changes
        .iter()
        .map(|change| {
            let (spec, place) = match (&change.after, &change.before) {
                (Some(place), _) => (&after, place),
                (None, Some(place)) => (&before, place),
                (None, None) => panic!("{change:?} is nowhere"),
            };
            let line = spec.text(&place.path).lines().nth(place.line - 1).unwrap().trim();
            (change.wire, change.rust, format!("{}: {line}", place.path), change.operations.len())
        })
        .collect();
    let told: Vec<Told> =
        told.iter().map(|(wire, rust, place, count)| (*wire, *rust, place.as_str(), *count)).collect();
    assert_eq!(told, expected, "{:#?}", comparison.changes);
}

use Rust::{Major, Minor, Patch};
use Wire::{Breaking, Compatible, Dangerous, Documentation};

const REMARK: &str = "        remark:
          type: string
          description: Parameter description.
          maxLength: 255
        # Plain";

#[test]
fn a_property_of_an_answer_is_removed() {
    // Created, shown, changed, listed.
    check(&[("apig/schemas.yaml", REMARK, "        # Plain")], &[(Breaking, Major, "apig/schemas.yaml: remark:", 5)]);
}

#[test]
fn a_query_parameter_becomes_mandatory() {
    let (find, replace) = ("to search for.\n", "to search for.\n          required: true\n");
    check(
        &[("apig/app_quotas.yaml", find, replace)],
        &[(Breaking, Rust::Dangerous, "apig/app_quotas.yaml: required: true", 1)],
    );
}

#[test]
fn a_field_of_a_body_becomes_mandatory() {
    let (find, replace) = ("time_unit, time_interval]", "time_unit, time_interval, remark]");
    check(
        &[("apig/app_quotas.yaml", find, replace)],
        &[(
            Breaking,
            Rust::Dangerous,
            "apig/app_quotas.yaml: required: [name, call_limits, time_unit, time_interval, remark]",
            2,
        )],
    );
}

#[test]
fn a_field_of_a_body_changes_its_type() {
    let find = "          format: int32
          description: Time interval for throttling.
          minimum: 1
          maximum: 2147483647
";
    let replace = "          description: Time interval for throttling.\n";
    let edits = [
        ("apig/app_quotas.yaml", find, replace),
        (
            "apig/app_quotas.yaml",
            "        time_interval:\n          type: integer",
            "        time_interval:\n          type: string",
        ),
    ];
    check(&edits, &[(Breaking, Major, "apig/app_quotas.yaml: type: string", 2)]);
}

#[test]
fn a_longest_text_becomes_shorter() {
    let (find, replace) =
        ("          minLength: 3\n          maxLength: 255", "          minLength: 3\n          maxLength: 64");
    check(
        &[("apig/app_quotas.yaml", find, replace)],
        &[(Breaking, Rust::Dangerous, "apig/app_quotas.yaml: maxLength: 64", 2)],
    );
}

#[test]
fn an_operation_is_removed() {
    let spec = project();
    let text = spec.text("apig/app_quotas.yaml");
    let from = text.find("\n    delete:\n").unwrap();
    let until = text.find("\ncomponents:\n").unwrap();
    let find = text.get(from..until).unwrap();
    check(
        &[("apig/app_quotas.yaml", find, "")],
        &[(Breaking, Major, "apig/app_quotas.yaml: operationId: DeleteAppQuota", 1)],
    );
}

#[test]
fn a_path_is_renamed() {
    let (find, replace) = ("{app_quota_id}/binding-apps:", "{app_quota_id}/bind-apps:");
    check(
        &[("roma/openapi.yaml", find, replace)],
        &[(
            Breaking,
            Patch,
            "roma/openapi.yaml: /v2/{project_id}/apic/instances/{instance_id}/app-quotas/{app_quota_id}/bind-apps:",
            1,
        )],
    );
}

#[test]
fn a_success_becomes_another() {
    let (find, replace) = ("        '201':", "        '200':");
    check(&[("apig/app_quotas.yaml", find, replace)], &[(Breaking, Patch, "apig/app_quotas.yaml: '200':", 1)]);
}

#[test]
fn a_value_of_an_enum_is_removed() {
    let (find, replace) = ("[SECOND, MINUTE, HOUR, DAY]", "[MINUTE, HOUR, DAY]");
    check(
        &[("roma/schemas.yaml", find, replace)],
        &[(Breaking, Major, "roma/schemas.yaml: enum: [SECOND, MINUTE, HOUR, DAY]", 5)],
    );
}

#[test]
fn an_operation_gets_another_id() {
    let (find, replace) = ("operationId: ShowAppQuota\n", "operationId: GetAppQuota\n");
    check(
        &[("roma/app_quotas.yaml", find, replace)],
        &[(Wire::None, Major, "roma/app_quotas.yaml: operationId: GetAppQuota", 1)],
    );
}

#[test]
fn a_schema_gets_another_name() {
    let edits = [
        ("roma/app_quota_apps.yaml", "    AppStatus:\n", "    ClientStatus:\n"),
        ("roma/app_quota_apps.yaml", "'#/components/schemas/AppStatus'", "'#/components/schemas/ClientStatus'"),
    ];
    check(&edits, &[(Wire::None, Major, "roma/app_quota_apps.yaml: ClientStatus:", 2)]);
}

#[test]
fn the_header_of_the_token_gets_another_name() {
    check(
        &[("apig/openapi.yaml", "name: X-Auth-Token", "name: X-Token")],
        &[(Breaking, Patch, "apig/openapi.yaml: name: X-Token", 0)],
    );
}

#[test]
fn a_query_parameter_gets_another_name() {
    let find = "        - name: name\n          in: query\n          description: Name of a credential quota";
    let replace = "        - name: quota_name\n          in: query\n          description: Name of a credential quota";
    check(
        &[("apig/app_quotas.yaml", find, replace)],
        &[(Breaking, Major, "apig/app_quotas.yaml: - name: quota_name", 1)],
    );
}

#[test]
fn an_integer_of_an_answer_becomes_narrower() {
    let find = "        total:\n          type: integer\n          format: int64";
    let replace = "        total:\n          type: integer\n          format: int32";
    check(&[("apig/app_quotas.yaml", find, replace)], &[(Compatible, Major, "apig/app_quotas.yaml: format: int32", 1)]);
}

#[test]
fn a_default_changes() {
    check(
        &[("roma/parameters.yaml", "default: 20\n", "default: 50\n")],
        &[(Dangerous, Patch, "roma/parameters.yaml: default: 50", 3)],
    );
}

#[test]
fn a_region_is_removed() {
    check(
        &[("apig/openapi.yaml", "          - cn-east-2\n", "")],
        &[(Breaking, Patch, "apig/openapi.yaml: - cn-east-2", 0)],
    );
}

#[test]
fn a_query_parameter_is_added() {
    let find = "          description: Name of a credential quota to search for.\n          schema:\n            type: string\n";
    let more = "        - name: remark\n          in: query\n          description: Remark.\n          schema:\n            type: string\n";
    check(
        &[("apig/app_quotas.yaml", find, &format!("{find}{more}"))],
        &[(Compatible, Minor, "apig/app_quotas.yaml: - name: remark", 1)],
    );
}

#[test]
fn a_value_of_an_enum_is_added() {
    let (find, replace) = ("[SECOND, MINUTE, HOUR, DAY]", "[SECOND, MINUTE, HOUR, DAY, WEEK]");
    // Servers send it to callers that know four.
    check(
        &[("roma/schemas.yaml", find, replace)],
        &[(Dangerous, Minor, "roma/schemas.yaml: enum: [SECOND, MINUTE, HOUR, DAY, WEEK]", 5)],
    );
}

#[test]
fn a_property_of_an_answer_is_added() {
    let find = "        bound_app_num:\n";
    let more = "        owner:\n          type: string\n          description: Owner.\n";
    check(
        &[("apig/schemas.yaml", find, &format!("{more}{find}"))],
        &[(Compatible, Minor, "apig/schemas.yaml: owner:", 5)],
    );
}

#[test]
fn a_description_changes() {
    let (find, replace) = ("description: Credential quota ID.", "description: ID of the credential quota.");
    check(
        &[("apig/schemas.yaml", find, replace)],
        &[(Documentation, Patch, "apig/schemas.yaml: description: ID of the credential quota.", 5)],
    );
}

#[test]
fn a_longest_text_becomes_longer() {
    let (find, replace) =
        ("          minLength: 3\n          maxLength: 255", "          minLength: 3\n          maxLength: 300");
    check(
        &[("apig/app_quotas.yaml", find, replace)],
        &[(Compatible, Patch, "apig/app_quotas.yaml: maxLength: 300", 2)],
    );
}

#[test]
fn an_example_changes() {
    let find = "              call_limits: 1000
              name: ClientQuota_demo
              reset_time: '2020-09-20 00:00:00'
              time_interval: 1
              time_unit: DAY
      responses:
        # \"OK\"";
    check(
        &[("apig/app_quotas.yaml", find, &find.replace("1000", "500"))],
        &[(Documentation, Patch, "apig/app_quotas.yaml: example:", 1)],
    );
}

#[test]
fn a_query_parameter_gets_another_name_and_a_bound() {
    let find = "        - name: name
          in: query
          description: Name of a credential quota to search for.
          schema:
            type: string
";
    let replace = "        - name: quota_name
          in: query
          description: Name of a credential quota to search for.
          schema:
            type: string
            maxLength: 64
";
    check(
        &[("apig/app_quotas.yaml", find, replace)],
        &[
            (Breaking, Major, "apig/app_quotas.yaml: - name: quota_name", 1),
            (Breaking, Rust::Dangerous, "apig/app_quotas.yaml: maxLength: 64", 1),
        ],
    );
}

#[test]
fn a_field_of_an_answer_gets_another_name_and_type() {
    let find = REMARK.replace("        # Plain", "");
    let replace = find
        .replace("remark:", "remarks:")
        .replace("type: string", "type: boolean")
        .replace("          maxLength: 255\n", "");
    check(
        &[("apig/schemas.yaml", &find, &replace)],
        &[
            (Breaking, Major, "apig/schemas.yaml: remarks:", 5),
            (Breaking, Patch, "apig/schemas.yaml: type: boolean", 5),
        ],
    );
}

#[test]
fn a_tag_is_described_otherwise() {
    check(
        &[("iam/openapi.yaml", "description: Tokens of users and agencies.", "description: Tokens.")],
        &[(Documentation, Patch, "iam/openapi.yaml: description: Tokens.", 0)],
    );
}

#[test]
fn a_tag_gets_another_name() {
    let edits = [
        ("iam/openapi.yaml", "  - name: Domains\n", "  - name: Domains and Accounts\n"),
        ("iam/domains.yaml", "tags: [Domains]", "tags: [Domains and Accounts]"),
    ];
    check(
        &edits,
        &[
            (Documentation, Patch, "iam/domains.yaml: tags: [Domains and Accounts]", 1),
            (Documentation, Patch, "iam/openapi.yaml: - name: Domains and Accounts", 0),
        ],
    );
}

#[test]
fn an_operation_gets_another_id_and_tag() {
    let find = "operationId: ShowAppQuota\n      tags: [Client Quotas]\n";
    let replace = "operationId: GetAppQuota\n      tags: [Client Applications]\n";
    check(
        &[("roma/app_quotas.yaml", find, replace)],
        &[
            (Wire::None, Major, "roma/app_quotas.yaml: operationId: GetAppQuota", 1),
            (Documentation, Patch, "roma/app_quotas.yaml: tags: [Client Applications]", 1),
        ],
    );
}

#[test]
fn an_operation_is_deprecated() {
    let (find, replace) = ("operationId: ShowAppQuota\n", "operationId: ShowAppQuota\n      deprecated: true\n");
    check(
        &[("roma/app_quotas.yaml", find, replace)],
        &[(Compatible, Minor, "roma/app_quotas.yaml: deprecated: true", 1)],
    );
}

#[test]
fn a_status_is_added() {
    let find = "          $ref: '../common.yaml#/components/responses/InstanceNotFound'\n";
    let more = "        '409':\n          $ref: '../common.yaml#/components/responses/AppQuotaNameTaken'\n";
    let found = [(Compatible, Patch, "apig/app_quotas.yaml: '409':", 1)];
    check(&[("apig/app_quotas.yaml", find, &format!("{find}{more}"))], &found);
}

#[test]
fn an_operation_is_added() {
    let more = "
    head:
      summary: Looking for a Credential Quota
      description: Tells whether a credential quota is there.
      operationId: CheckAppQuota
      parameters:
        - $ref: 'parameters.yaml#/components/parameters/ProjectId'
        - $ref: 'parameters.yaml#/components/parameters/InstanceId'
        - $ref: 'parameters.yaml#/components/parameters/AppQuotaId'
      responses:
        '204':
          description: It is there.
";
    check(
        &[("apig/app_quotas.yaml", "\ncomponents:\n", &format!("{more}\ncomponents:\n"))],
        &[(Compatible, Minor, "apig/app_quotas.yaml: operationId: CheckAppQuota", 1)],
    );
}

#[test]
fn a_region_is_added() {
    let (find, replace) = ("          - cn-east-2\n", "          - cn-east-1\n          - cn-east-2\n");
    check(&[("apig/openapi.yaml", find, replace)], &[(Compatible, Patch, "apig/openapi.yaml: - cn-east-1", 0)]);
}

#[test]
fn what_is_moved_or_sorted_or_reworded_in_comments_is_no_change() {
    let enumeration = "
    AppStatus:
      type: integer
      format: int32
      description: Whether the client application is enabled.
      enum: [1, 2]
      x-enum-varnames: [Enabled, Disabled]
      x-enum-descriptions: [enabled, disabled]
";
    // To another file, and the references after it.
    check(
        &[
            ("roma/app_quota_apps.yaml", enumeration, ""),
            (
                "roma/app_quota_apps.yaml",
                "'#/components/schemas/AppStatus'",
                "'schemas.yaml#/components/schemas/AppStatus'",
            ),
            ("roma/schemas.yaml", "  schemas:\n", &format!("  schemas:{enumeration}\n")),
        ],
        &[],
    );
    // Keys in another order, and a comment.
    let (find, replace) = (
        "          type: string\n          description: Client quota ID.\n",
        "          # An id.\n          description: Client quota ID.\n          type: string\n",
    );
    check(&[("roma/schemas.yaml", find, replace)], &[]);
}
