// The page at `/`: which service is shown, who calls, and what there is to call with. The reference itself is Swagger UI's; whatever is
// shown of the spec goes through it or through `textContent`, never into markup.
"use strict";

const HEADER = "x-auth-token";
const byId = (id) => document.getElementById(id);

async function json(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { accept: "application/json", ...options.headers } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error_msg ?? body.error?.message ?? `${url} answered ${answer.status}`);
  return { body, headers: answer.headers };
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function show(what, values) {
  const row = document.createElement("div");
  row.append(element("dt", what), ...values.map((value) => element("dd", value)));
  byId("there-is").append(row);
}

// Fills in what every request of the page would need: the ids that there are. They go into the reference only, not into what is served.
function withExamples(spec, examples) {
  const shared = Object.values(spec.components?.parameters ?? {});
  const items = Object.values(spec.paths ?? {});
  const own = items.flatMap((item) => [item, ...Object.values(item)]).flatMap((holder) => holder?.parameters ?? []);
  for (const parameter of [...shared, ...own]) {
    if (parameter.in === "path" && examples[parameter.name] !== undefined) parameter.example ??= examples[parameter.name];
  }
  return spec;
}

// The scheme of the document that takes a token in a header.
function tokenScheme(spec) {
  const schemes = Object.entries(spec.components?.securitySchemes ?? {});
  const found = schemes.find(([, scheme]) => scheme.in === "header" && scheme.name?.toLowerCase() === HEADER);
  return found?.[0];
}

async function logIn(login) {
  const { body, headers } = await json("/v3/auth/tokens", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: login.user, password: login.password, domain: { name: login.domain } } },
        },
        scope: { project: { name: login.project } },
      },
    }),
  });
  return { token: headers.get("x-subject-token"), user: body.token.user.name, project: body.token.project.name };
}

async function start() {
  const [{ body: state }, { body: page }] = await Promise.all([json("/_emulator"), json("/_emulator/page")]);
  const wanted = new URLSearchParams(location.search).get("service");
  const service = page.services.includes(wanted) ? wanted : page.services[0];
  for (const name of page.services) {
    const current = name === service ? { "aria-current": "page" } : {};
    byId("services").append(element("a", name, { href: `/?service=${encodeURIComponent(name)}`, ...current }));
  }
  document.title = `${service} - apig-emulator`;
  if (page.project_id) show(`project ${page.project}`, [page.project_id]);
  // A document of anybody has nothing of this cloud.
  if (state.instances) show("instances", state.instances);
  if (state.apps) show("apps", state.apps.map((app) => app.app_id));

  const { body: spec } = await json(`/_emulator/spec/${encodeURIComponent(service)}.json`);
  const examples = { project_id: page.project_id, instance_id: state.instances?.[0], app_id: state.apps?.[0]?.app_id };
  const scheme = page.user ? tokenScheme(spec) : undefined;
  const ui = SwaggerUIBundle({
    spec: withExamples(spec, examples),
    domNode: byId("reference"),
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    persistAuthorization: true,
    tryItOutEnabled: true,
    validatorUrl: null,
  });

  // Swagger UI keeps tokens for the next service and the next visit.
  const kept = JSON.parse(localStorage.getItem("authorized") ?? "{}");
  if (kept[scheme] !== undefined) byId("caller").textContent = "has a token already";
  byId("login").hidden = scheme === undefined;
  byId("login").addEventListener("click", async () => {
    try {
      const { token, user, project } = await logIn(page);
      const schema = spec.components.securitySchemes[scheme];
      ui.authActions.authorizeWithPersistOption({ [scheme]: { name: scheme, schema, value: token } });
      byId("caller").textContent = `${user}, for the project ${project}`;
    } catch (error) {
      byId("caller").textContent = error.message;
    }
  });
}

start().catch((error) => {
  byId("reference").append(element("p", error.message));
});
