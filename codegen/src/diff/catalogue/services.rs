//! Lists changes of a service as a whole: its servers, its credentials, its name.

table! {
    SERVICE_ADDED = "service-added": "A service appeared." {
        Compatible, "nobody calls it yet"
    }
    SERVICE_REMOVED = "service-removed": "A service vanished." {
        Breaking, "its callers find nobody there"
    }
    SERVICE_RENAMED = "service-renamed": "The document has another name, and so has the module of the crate." {
        None, "a module's name is not sent"
    }
    TITLE_CHANGED = "title-changed": "The service has another title." {
        Documentation, "titles are for readers"
    }
    VERSION_CHANGED = "version-changed": "The document has another version." {
        Documentation, "the document's version is not sent"
    }
    DESCRIPTION_CHANGED = "description-changed": "A description was written, reworded or taken away." {
        Documentation, "descriptions are for readers"
    }
    TAG_ADDED = "tag-added": "A group that operations are sorted under appeared." {
        Documentation, "tags are for readers"
    }
    TAG_REMOVED = "tag-removed": "A group that operations are sorted under vanished." {
        Documentation, "tags are for readers"
    }
    TAG_RENAMED = "tag-renamed": "A group that operations are sorted under has another name." {
        Documentation, "tags are for readers"
    }
    TAGS_REORDERED = "tags-reordered": "The groups that operations are sorted under come in another order." {
        Documentation, "the order is that in which readers see them"
    }
    BASE_PATH_MOVED = "base-path-moved": "A part moved from the URLs of all servers into all paths, or back." {
        None, "the same URLs are called"
    }
    SERVER_REPEATED = "server-repeated": "A URL of the service is listed twice, or no longer." {
        Documentation, "it is the same URL"
    }
    SERVER_UNENCRYPTED = "server-unencrypted": "The service answers at a URL that is not encrypted (`http`)." {
        Dangerous, "whoever is on the way reads what is sent, credentials, too";
        security
    }
    SERVER_ADDED = "server-added": "The service answers at one more URL." {
        Compatible, "those that were there still answer"
    }
    SERVER_REMOVED = "server-removed": "A URL of the service is no longer listed." {
        Breaking, "those who call there may find nobody"
    }
    SERVER_URL_CHANGED = "server-url-changed": "A server has another URL." {
        Breaking, "those who call the old one may find nobody"
    }
    SERVER_NAME_CHANGED = "server-name-changed": "A server has another name." {
        Breaking, "those who chose it by the old one find no server"
    }
    SERVER_DEFAULT_CHANGED = "server-default-changed": "A variable of a server's URL has another default." {
        Dangerous, "those who chose no value call another host"
    }
    SERVER_VARIABLE_ADDED = "server-variable-added": "A variable of a server's URL is described." {
        Compatible, "those who know the URL need no variable"
    }
    SERVER_VARIABLE_REMOVED = "server-variable-removed": "A variable of a server's URL is no longer described." {
        Compatible, "what changes for callers, the URL says"
    }
    SERVER_VALUE_ADDED = "server-value-added": "A variable of a server's URL has one more value." {
        Compatible, "the other values still lead to a server"
    }
    SERVER_VALUE_REMOVED = "server-value-removed": "A variable of a server's URL lost a value." {
        Breaking, "those who chose it may find nobody"
    }
    REGION_ADDED = "region-added": "The service answers in one more region." {
        Compatible, "nobody calls it there yet"
    }
    REGION_REMOVED = "region-removed": "The service no longer answers in a region." {
        Breaking, "those who call it there find nobody"
    }
    REGION_ENDPOINT_CHANGED = "region-endpoint-changed": "The service answers at another URL in a region." {
        Breaking, "those who call the old one may find nobody"
    }
    TOKEN_ACCEPTED = "token-accepted": "A token is now among the ways to prove who calls." {
        Compatible, "the other ways go on to work";
        security
    }
    TOKEN_REFUSED = "token-refused": "A token no longer proves who calls." {
        Breaking, "those who send a token are refused";
        callers Dangerous, "the crate refuses calls with a token alone before anything is sent";
        security
    }
    TOKEN_HEADER_CHANGED = "token-header-changed": "The token goes into another header, or is written otherwise." {
        Breaking, "a token in the old place is not seen";
        security
    }
    SCHEME_CHANGED = "scheme-changed": "A security scheme works otherwise: by another kind of secret, or at another place." {
        Breaking, "what proves who calls is not seen";
        security
    }
    SIGNATURE_ACCEPTED = "signature-accepted": "A signature is now among the ways to prove who calls." {
        Compatible, "the other ways go on to work";
        security
    }
    SIGNATURE_REFUSED = "signature-refused": "A signature no longer proves who calls." {
        Breaking, "those who sign are refused";
        callers Dangerous, "the crate refuses calls that can only be signed before anything is sent";
        security
    }
    SIGNATURE_ALGORITHM_CHANGED = "signature-algorithm-changed": "Signatures are made by another algorithm." {
        Breaking, "signatures made the old way are refused";
        security
    }
    ISSUER_CHANGED = "issuer-changed": "Another service issues the tokens, or the document says or no longer says which." {
        Dangerous, "tokens that were issued elsewhere may be refused";
        security
    }
}
