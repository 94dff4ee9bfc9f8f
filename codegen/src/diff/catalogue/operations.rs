//! Lists changes of operations: what is called, with which parameters and body, and which answers come back.

table! {
    OPERATION_ADDED = "operation-added": "An operation appeared." {
        Compatible, "nobody calls it yet"
    }
    OPERATION_REMOVED = "operation-removed": "An operation vanished." {
        Breaking, "those who call it are refused"
    }
    PATH_CHANGED = "path-changed": "An operation has another path." {
        Breaking, "those who call the old path are refused"
    }
    METHOD_CHANGED = "method-changed": "An operation has another method." {
        Breaking, "those who use the old method are refused"
    }
    OPERATION_ID_CHANGED = "operation-id-changed": "An operation has another `operationId`." {
        None, "the `operationId` is not sent"
    }
    RUST_NAME_CHANGED = "rust-name-changed": "`x-rust-name` was written, changed or taken away." {
        None, "names of Rust are not sent"
    }
    FORMER_NAME_CHANGED = "former-name-changed": "A former name (`x-was`) was written, changed or taken away, and the name stayed." {
        None, "names of Rust are not sent"
    }
    DEPRECATED = "deprecated": "Something should no longer be used." {
        Compatible, "it still works"
    }
    DEPRECATION_WITHDRAWN = "deprecation-withdrawn": "Something may be used again." {
        Compatible, "it works as before"
    }
    SUNSET_ADDED = "sunset-added": "What should no longer be used has a last day now (`x-sunset`)." {
        Compatible, "it works until then"
    }
    SUNSET_BROUGHT_FORWARD = "sunset-brought-forward": "What should no longer be used goes sooner than announced." {
        Dangerous, "those who relied on the later day have less time"
    }
    SUNSET_POSTPONED = "sunset-postponed": "What should no longer be used goes later than announced." {
        Compatible, "those who hurried are early"
    }
    SUNSET_WITHDRAWN = "sunset-withdrawn": "What should no longer be used has no last day any more." {
        Compatible, "it still works"
    }
    REPLACEMENT_CHANGED = "replacement-changed": "Something else, or nothing, is named to be used instead (`x-replaced-by`)." {
        Documentation, "it is advice for readers"
    }
    DEPRECATED_SINCE_CHANGED = "deprecated-since-changed": "`x-deprecated-since` was written, changed or taken away." {
        Documentation, "it is history for readers"
    }
    SUMMARY_CHANGED = "summary-changed": "An operation has another title." {
        Documentation, "titles are for readers"
    }
    EXTERNAL_DOCS_CHANGED = "external-docs-changed": "An operation, a tag or the service names another page of the vendor, or another date of it." {
        Documentation, "pages are for readers"
    }
    TAGS_CHANGED = "tags-changed": "An operation is sorted under other tags." {
        Documentation, "tags are for readers"
    }
    EXAMPLE_CHANGED = "example-changed": "An example was added, changed or removed." {
        Documentation, "examples are for readers"
    }
    SECURITY_TIGHTENED = "security-tightened": "An operation asks for credentials where it asked for none, or where it worked without." {
        Breaking, "calls without credentials are refused";
        callers Dangerous, "the crate refuses calls without credentials before anything is sent";
        security
    }
    SECURITY_LOOSENED = "security-loosened": "An operation works without credentials, or takes none any more." {
        Dangerous, "anybody may call it now; those who send credentials are not refused for it";
        security
    }
    SCHEME_ACCEPTED = "scheme-accepted": "An operation takes one more security scheme." {
        Compatible, "the other ways go on to work";
        security
    }
    SCHEME_REFUSED = "scheme-refused": "An operation takes other security schemes." {
        Breaking, "those who prove who calls the old way are refused";
        callers Dangerous, "the crate refuses calls with other credentials before anything is sent";
        security
    }
    SCOPES_TIGHTENED = "scopes-tightened": "Callers must have been granted other scopes, or more." {
        Breaking, "callers who lack one are refused";
        security
    }
    SCOPES_LOOSENED = "scopes-loosened": "Callers who have been granted less may call, too." {
        Dangerous, "more callers are let in than before; those who were are still";
        security
    }
    PATH_PARAMETER_RENAMED = "path-parameter-renamed": "A parameter of the path has another name." {
        None, "the name of a path parameter is not sent, its value is"
    }
    PARAMETER_RENAMED = "parameter-renamed": "A query or header parameter has another name." {
        Breaking, "the old name is ignored or refused"
    }
    PARAMETER_MOVED = "parameter-moved": "A parameter travels elsewhere: in the path, the query or a header." {
        Breaking, "in its old place it is not seen"
    }
    REQUIRED_PARAMETER_ADDED = "required-parameter-added": "There is a new parameter, and it must be given." {
        Breaking, "calls without it are refused";
        callers Dangerous, "the crate refuses calls without it before anything is sent"
    }
    OPTIONAL_PARAMETER_ADDED = "optional-parameter-added": "There is a new parameter, and it may be left out." {
        Compatible, "calls without it work as before"
    }
    PARAMETER_REMOVED = "parameter-removed": "A parameter vanished." {
        Dangerous, "the server may ignore it, so that a call does something else, or refuse it"
    }
    PARAMETER_BECAME_REQUIRED = "parameter-became-required": "A parameter must be given that could be left out." {
        Breaking, "calls without it are refused";
        callers Dangerous, "the crate refuses calls without it before anything is sent"
    }
    PARAMETER_BECAME_OPTIONAL = "parameter-became-optional": "A parameter may be left out that had to be given." {
        Compatible, "calls with it work as before"
    }
    LIST_STYLE_CHANGED = "list-style-changed": "A list in a parameter is written otherwise: repeated, or with commas." {
        Breaking, "a list that is written the old way is misread"
    }
    CLIENT_PARAMETER_CHANGED = "client-parameter-changed": "A parameter is now supplied by the configuration of the client, or no longer." {
        None, "the same is sent, whoever supplies it"
    }
    CLIENT_CHANGED = "client-changed": "Operations moved to another client: that of a part of their paths, or back." {
        None, "the same is sent, whichever client sends it"
    }
    REQUIRED_BODY_ADDED = "required-body-added": "An operation asks for a body where it took none." {
        Breaking, "calls without a body are refused";
        callers Dangerous, "the crate refuses calls without a body before anything is sent"
    }
    OPTIONAL_BODY_ADDED = "optional-body-added": "An operation takes a body where it took none." {
        Compatible, "calls without a body work as before"
    }
    BODY_REMOVED = "body-removed": "An operation takes no body any more." {
        Dangerous, "the server may ignore the body, so that a call does something else, or refuse it"
    }
    BODY_BECAME_REQUIRED = "body-became-required": "A body must be sent that could be left out." {
        Breaking, "calls without a body are refused";
        callers Dangerous, "the crate refuses calls without a body before anything is sent"
    }
    BODY_BECAME_OPTIONAL = "body-became-optional": "A body may be left out that had to be sent." {
        Compatible, "calls with a body work as before"
    }
    MEDIA_TYPE_ADDED = "media-type-added": "A body has one more media type." {
        request Compatible, "the other media types are still taken";
        response Compatible, "callers get another media type only if they ask for it"
    }
    MEDIA_TYPE_REMOVED = "media-type-removed": "A body lost a media type." {
        request Breaking, "a body of that media type is refused";
        response Breaking, "those who ask for it are refused, or get what they cannot read"
    }
    MEDIA_TYPE_CHANGED = "media-type-changed": "The one media type of a body is another one." {
        request Breaking, "a body of the old media type may be refused";
        response Breaking, "callers may not read the new media type"
    }
    MEDIA_TYPE_REWORDED = "media-type-reworded": "A media type is written otherwise, and is the same: `charset=utf-8` goes without saying." {
        Compatible, "who reads one reads the other"
    }
    MEDIA_TYPE_PREFERRED = "media-type-preferred": "Another one of the media types of a body comes first, and is used." {
        request Compatible, "the media type that was sent is still taken";
        response Compatible, "those who ask for the other media type still get it"
    }
    ENCODING_CHANGED = "encoding-changed": "A property of a form or of a multipart body is written in another way." {
        Breaking, "what was written the old way may be misread or refused"
    }
    BODY_FORMAT_CHANGED = "body-format-changed": "A body of the same media type holds something else: JSON, text or bytes." {
        request Breaking, "a body as it was sent is misread";
        response Breaking, "callers read the body as what it was"
    }
    STATUS_CHANGED = "status-changed": "The status that means success is another one." {
        Breaking, "those who compare the status take the success for a failure"
    }
    SUCCESS_ADDED = "success-added": "There is one more status that means success." {
        Dangerous, "those who know only the others may take it for a failure, or misread its body"
    }
    SUCCESS_REMOVED = "success-removed": "A status that means success vanished." {
        Dangerous, "those who wait for it meet another one"
    }
    FAILURE_ADDED = "failure-added": "There is one more status that means failure." {
        Compatible, "callers have to expect failures that they do not know"
    }
    FAILURE_REMOVED = "failure-removed": "A status that means failure is no longer documented." {
        Dangerous, "those who tell it apart may meet another one in its place"
    }
    ANSWER_BODY_ADDED = "answer-body-added": "An answer has a body that had none." {
        Compatible, "callers who expect no body need not read it"
    }
    ANSWER_BODY_REMOVED = "answer-body-removed": "An answer has no body any more." {
        Breaking, "those who read the body find none"
    }
    HEADER_ADDED = "header-added": "An answer has one more header." {
        Compatible, "callers ignore headers that they do not know"
    }
    HEADER_RENAMED = "header-renamed": "A header of an answer has another name." {
        Breaking, "those who read the old name find nothing"
    }
    REQUIRED_HEADER_REMOVED = "required-header-removed": "A header vanished that every such answer had." {
        Breaking, "those who read it find nothing"
    }
    OPTIONAL_HEADER_REMOVED = "optional-header-removed": "A header vanished that such an answer could have." {
        Dangerous, "those who read it never find it any more"
    }
    HEADER_BECAME_REQUIRED = "header-became-required": "A header is always there that could be missing." {
        Compatible, "those who expect that it is missing are prepared"
    }
    HEADER_BECAME_OPTIONAL = "header-became-optional": "A header may be missing that was always there." {
        Breaking, "those who rely on it may find nothing"
    }
    PAGINATION_ADDED = "pagination-added": "A list can be read to its end (`x-pagination`)." {
        None, "it says how to use what was there"
    }
    PAGINATION_REMOVED = "pagination-removed": "`x-pagination` vanished." {
        None, "what it named is compared by itself"
    }
    PAGINATION_CHANGED = "pagination-changed": "`x-pagination` names more or less, or the same under another name." {
        None, "what it names is compared by itself"
    }
    PAGINATION_EXCHANGED = "pagination-exchanged": "`x-pagination` names something else that was there before, or while the old one is still there." {
        None, "what it names is compared by itself";
        callers Silent, "other pages are asked for, or other items come back"
    }
    WAITER_ADDED = "waiter-added": "One can wait for something (`x-waiters`)." {
        None, "it says how to use what was there"
    }
    WAITER_REMOVED = "waiter-removed": "A waiter vanished." {
        None, "what it looked at is compared by itself"
    }
    WAITER_CHANGED = "waiter-changed": "A waiter looks at other times, gives up for other reasons, or looks at the same under another name." {
        None, "what it looks at is compared by itself"
    }
    WAITER_GOAL_CHANGED = "waiter-goal-changed": "A waiter waits for something else: another state, or the opposite." {
        None, "what it looks at is compared by itself";
        callers Silent, "they go on before what they waited for has come about, or never"
    }
}
