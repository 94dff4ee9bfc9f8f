//! The cases: a name, edits of the document, what changed on the wire, and the worst that it does to Rust callers.

use apig_codegen::diff::Rust;

pub struct Case {
    pub name: &'static str,
    /// What is replaced by what.
    pub edits: &'static [(&'static str, &'static str)],
    /// See `change` and `subject`.
    pub changes: &'static [&'static str],
    pub worst: Rust,
}

const fn case(
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
    changes: &'static [&'static str],
    worst: Rust,
) -> Case {
    Case { name, edits, changes, worst }
}

pub const CASES: &[Case] = &[
    case("nothing", &[], &[], Rust::None),
    case("comment", &[("  title: Things", "  # Said twice.\n  title: Things")], &[], Rust::None),
    // Words and what is behind an item.
    case(
        "description-of-property",
        &[("Its size.", "How big it is.")],
        &["description-changed Thing.size"],
        Rust::Patch,
    ),
    case(
        "description-of-type-and-answer",
        &[("A color.", "What it looks like."), ("There is no such thing.", "Not found.")],
        &["description-changed type:Color", "description-changed ShowThing:404", "description-changed Thing.size"],
        Rust::Patch,
    ),
    case(
        "tag-of-an-operation",
        &[("operationId: ShowThing", "operationId: ShowThing\n      tags: [Showing]")],
        &["tags-changed ShowThing"],
        Rust::Patch,
    ),
    case(
        "bound-narrowed",
        &[("maxLength: 64", "maxLength: 32")],
        &["bound-narrowed ThingCreate.name"],
        Rust::Dangerous,
    ),
    case(
        "path-changed",
        &[("/rooms/{room_id}/things/{thing_id}", "/rooms/{room_id}/thing/{thing_id}")],
        &["path-changed ShowThing", "path-changed DeleteThing"],
        Rust::Patch,
    ),
    case("region-added", &[("[north, south]", "[north, south, west]")], &["region-added region:west"], Rust::Patch),
    // What appears.
    case(
        "optional-query-parameter-added",
        &[(
            "        - {name: offset",
            "        - {name: name, in: query, schema: {type: string}}\n        - {name: offset",
        )],
        &["optional-parameter-added ListThings?name"],
        Rust::Minor,
    ),
    case(
        "enum-value-added",
        &[("[red, green]", "[red, green, blue]")],
        &["enum-value-added Color=\"blue\""],
        Rust::Minor,
    ),
    case(
        "optional-property-added-to-body",
        &[(
            "        name: {type: string, maxLength: 64",
            "        note: {type: string}\n        name: {type: string, maxLength: 64",
        )],
        &["optional-property-added ThingCreate.note"],
        Rust::Minor,
    ),
    case(
        "property-with-new-type-added",
        &[(
            "        owner: {$ref",
            "        place: {type: object, properties: {at: {type: object, properties: {x: {type: integer}}}}}\n        owner: {$ref",
        )],
        &["optional-property-added Thing.place"],
        Rust::Minor,
    ),
    case(
        "property-deprecated",
        &[("description: Its name.", "deprecated: true, description: Its name.")],
        &["deprecated Thing.name"],
        Rust::Minor,
    ),
    case(
        "operation-deprecated",
        &[("operationId: ShowThing", "operationId: ShowThing\n      deprecated: true")],
        &["deprecated ShowThing"],
        Rust::Minor,
    ),
    case(
        "operation-added",
        &[(
            "components:\n",
            "  /shelves/{shelf_id}:\n    put:\n      operationId: UpdateShelf\n      parameters:\n        - {name: shelf_id, in: path, required: true, schema: {type: string}}\n      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/ThingCreate'}}}}\n      responses:\n        \"200\":\n          description: The shelf.\n          content: {application/json: {schema: {type: object, properties: {width: {type: integer}}}}}\ncomponents:\n",
        )],
        &["operation-added UpdateShelf"],
        Rust::Minor,
    ),
    // What vanishes or has another type.
    case(
        "response-property-removed",
        &[("        size: {type: integer, format: int32, description: Its size.}\n", "")],
        &["property-removed Thing.size", "description-changed type:Thing"],
        Rust::Major,
    ),
    case(
        "property-with-type-removed",
        &[("        owner: {$ref: '#/components/schemas/Owner'}\n", "")],
        &["property-removed Thing.owner"],
        Rust::Major,
    ),
    case(
        "body-property-removed",
        &[(
            "description: What to call it.}\n        color: {$ref: '#/components/schemas/Color'}\n",
            "description: What to call it.}\n",
        )],
        &["property-removed ThingCreate.color"],
        Rust::Major,
    ),
    // A type is two where it promises something, and so is what holds it.
    case(
        "both-ways-became-required",
        &[("What stands on a door.", "What stands on a door.\n      required: [text]")],
        &["description-changed type:Label", "property-became-required Label.text"],
        Rust::Major,
    ),
    case(
        "held-both-ways-became-required",
        &[("How it is painted.", "How it is painted.\n      required: [shade]")],
        &["property-became-required Tint.shade"],
        Rust::Major,
    ),
    case(
        "what-is-sent-is-answered",
        &[(
            "      responses:\n        \"200\":\n          description: The label.",
            "      responses:\n        \"201\":\n          description: The thing.\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/ThingCreate'}\n        \"200\":\n          description: The label.",
        )],
        &["success-added SetLabel:201"],
        Rust::Major,
    ),
    case(
        "optional-became-required",
        &[("required: [id]", "required: [id, size]")],
        &["property-became-required Thing.size"],
        Rust::Major,
    ),
    case(
        "default-lost",
        &[("Who has a thing.", "Who has a thing.\n      required: [email]")],
        &["description-changed Owner.email", "property-became-required Owner.email"],
        Rust::Major,
    ),
    case(
        "int32-became-string",
        &[("size: {type: integer, format: int32,", "size: {type: string,")],
        &["description-changed Thing.size", "type-changed Thing.size"],
        Rust::Major,
    ),
    case(
        "int64-became-int32",
        &[("weight: {type: integer, format: int64", "weight: {type: integer, format: int32")],
        &["width-shrunk Thing.weight"],
        Rust::Major,
    ),
    case(
        "schema-renamed",
        &[("schemas/Owner'", "schemas/Holder'"), ("    Owner:\n", "    Holder:\n")],
        &["type-renamed type:Holder was type:Owner"],
        Rust::Major,
    ),
    case(
        "ref-inlined",
        &[(
            "owner: {$ref: '#/components/schemas/Owner'}",
            "owner: {type: object, description: Who has a thing., properties: {email: {type: string, description: Where to write to.}}}",
        )],
        &["type-renamed type:ThingOwner was type:Owner"],
        Rust::Major,
    ),
    case(
        "operation-renamed",
        &[("operationId: ShowThing", "operationId: GetThing")],
        &["operation-id-changed GetThing was ShowThing"],
        Rust::Major,
    ),
    case(
        "operation-removed",
        &[(
            "    delete:\n      operationId: DeleteThing\n      summary: Removes a thing.\n      responses:\n        \"204\":\n          description: It is gone.\n",
            "",
        )],
        &["operation-removed DeleteThing"],
        Rust::Major,
    ),
    case(
        "path-parameter-renamed",
        &[("thing_id", "id")],
        &[
            "description-changed ShowThing",
            "path-parameter-renamed ShowThing/id was ShowThing/thing_id was DeleteThing/id was DeleteThing/thing_id",
        ],
        Rust::Major,
    ),
    case(
        "path-parameter-of-another-type",
        &[(
            "thing_id, in: path, required: true, schema: {type: string}",
            "thing_id, in: path, required: true, schema: {type: integer}",
        )],
        &["pagination-changed ShowThing", "type-changed ShowThing/thing_id was DeleteThing/thing_id"],
        Rust::Major,
    ),
    case(
        "property-renamed",
        &[("name: {type: string, description: Its name.}", "title: {type: string, description: Its name.}")],
        &["property-renamed Thing.title was Thing.name"],
        Rust::Major,
    ),
    case(
        "rust-name-of-property",
        &[("size: {type: integer", "size: {x-rust-name: extent, type: integer")],
        &["rust-name-changed Thing.size"],
        Rust::Major,
    ),
    case(
        "rust-name-of-type",
        &[("description: A thing.", "description: A thing.\n      x-rust-name: Item")],
        &["rust-name-changed type:Thing"],
        Rust::Major,
    ),
    case(
        "rust-name-of-operation",
        &[("operationId: ShowThing", "operationId: ShowThing\n      x-rust-name: get_thing")],
        &["rust-name-changed ShowThing"],
        Rust::Major,
    ),
    case(
        "rust-name-without-a-change",
        &[("size: {type: integer", "size: {x-rust-name: extent, type: integer")],
        &[],
        Rust::Major,
    ),
    case(
        "operations-moved-to-another-client",
        &[("    RoomId: {name: room_id,", "    RoomId: {x-rust-client: Room, name: room_id,")],
        &[
            "client-changed ListThings/room_id was CreateThing/room_id was ShowThing/room_id was DeleteThing/room_id was SetLabel/room_id",
        ],
        Rust::Major,
    ),
    case(
        "answer-of-another-type",
        &[(
            "\"204\":\n          description: It is gone.",
            "\"204\":\n          description: It is gone.\n        \"200\":\n          description: What it was.\n          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}",
        )],
        &["success-added DeleteThing:200"],
        Rust::Major,
    ),
    case(
        "header-became-required",
        &[(
            "        \"404\":",
            "          headers: {X-Id: {required: true, schema: {type: string}}}\n        \"404\":",
        )],
        &["header-became-required ShowThing:200@X-Id"],
        Rust::Major,
    ),
    case(
        "status-changed",
        &[("\"204\"", "\"202\"")],
        &["status-changed DeleteThing:202 was DeleteThing:204"],
        Rust::None,
    ),
    case(
        "body-became-optional",
        &[("      requestBody:\n        required: true", "      requestBody:\n        required: false")],
        &["body-became-optional CreateThing:body"],
        Rust::Major,
    ),
    case(
        "waiter-removed",
        &[("      x-waiters:\n        - {name: ThingThere, item: id, until: present}\n", "")],
        &["waiter-removed ListThings:until ThingThere"],
        Rust::Major,
    ),
    case(
        "regions-removed",
        &[
            ("url: https://things.{region}.example.com", "url: https://things.example.com"),
            (
                "    variables:\n      region:\n        default: north\n        enum: [north, south]\n    x-regions: true\n",
                "",
            ),
        ],
        &["region-removed region:north", "region-removed region:south"],
        Rust::Major,
    ),
    // Callers compile, and something else happens.
    case(
        "arguments-exchanged",
        &[("/rooms/{room_id}/things/{thing_id}", "/things/{thing_id}/rooms/{room_id}")],
        &["path-changed ShowThing", "path-changed DeleteThing"],
        Rust::Silent,
    ),
    case(
        "names-of-arguments-exchanged",
        &[("/rooms/{room_id}/things/{thing_id}", "/rooms/{thing_id}/things/{room_id}")],
        &["path-changed ShowThing", "path-changed DeleteThing"],
        Rust::Silent,
    ),
    case(
        "argument-of-another-path",
        &[
            ("/rooms/{room_id}/things:", "/shelves/{shelf_id}/things:"),
            (
                "    parameters:\n      - $ref: '#/components/parameters/RoomId'\n    get:\n      operationId: ListThings",
                "    parameters: [{name: shelf_id, in: path, required: true, schema: {type: string}}]\n    get:\n      operationId: ListThings",
            ),
        ],
        &["path-changed ListThings", "path-changed CreateThing"],
        Rust::Silent,
    ),
    case(
        "values-of-an-enum-exchanged",
        &[("enum: [red, green]", "enum: [red, green]\n      x-enum-varnames: [Green, Red]")],
        &["enum-value-name-changed Color=\"red\"", "enum-value-name-changed Color=\"green\""],
        Rust::Silent,
    ),
    case(
        "rust-names-of-properties-exchanged",
        &[
            ("size: {type: integer", "size: {x-rust-name: weight, type: integer"),
            ("weight: {type: integer, format: int64", "weight: {x-rust-name: size, type: integer, format: int32"),
        ],
        &["rust-name-changed Thing.size", "rust-name-changed Thing.weight"],
        Rust::Silent,
    ),
    case(
        "operation-ids-exchanged",
        &[
            ("operationId: DeleteThing", "operationId: Delete"),
            ("operationId: DeleteRooms", "operationId: DeleteThing"),
        ],
        &["operation-id-changed Delete was DeleteThing", "operation-id-changed DeleteThing was DeleteRooms"],
        Rust::Major,
    ),
    case(
        "operation-ids-of-one-signature-exchanged",
        &[
            ("operationId: ShowThing", "operationId: @"),
            ("operationId: DeleteThing", "operationId: ShowThing"),
            ("operationId: @", "operationId: DeleteThing"),
        ],
        &["operation-id-changed ShowThing was DeleteThing", "operation-id-changed DeleteThing was ShowThing"],
        Rust::Silent,
    ),
    case(
        "waiter-goal-changed",
        &[("until: present", "until: absent")],
        &["waiter-goal-changed ListThings:until ThingThere"],
        Rust::Silent,
    ),
    case(
        "pagination-exchanged",
        &[("{offset: offset, limit: limit, total", "{offset: limit, limit: offset, total")],
        &["pagination-exchanged ListThings"],
        Rust::Silent,
    ),
    // It has another name, and callers mean the same.
    case(
        "rust-name-kept",
        &[("size: {type: integer", "extent: {x-rust-name: size, type: integer")],
        &["property-renamed Thing.extent was Thing.size"],
        Rust::Patch,
    ),
];
