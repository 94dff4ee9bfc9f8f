//! Lists changes of data: types, properties, values, bounds. Requests and responses are judged apart: to require less
//! of callers and to answer more is compatible, the reverse is not.

table! {
    TYPE_RENAMED = "type-renamed": "A type has another name." {
        None, "the names of types are not sent"
    }
    TYPE_REPLACED = "type-replaced": "A place uses a type of another name, and the old one is still used, or the new one was used before." {
        None, "the names of types are not sent; where they differ is compared by itself"
    }
    TYPE_CHANGED = "type-changed": "A value is of another type." {
        request Breaking, "values of the old type are refused";
        response Breaking, "readers of the old type fail"
    }
    TYPE_WIDENED = "type-widened": "A value may be more than before: anything, any number, any text." {
        request Compatible, "what was accepted still is";
        response Breaking, "readers of the old type may fail"
    }
    TYPE_NARROWED = "type-narrowed": "A value may be less than before: a whole number, a time, one of a list." {
        request Breaking, "values that were accepted may be refused";
        response Compatible, "readers of the old type read it, too"
    }
    WIDTH_GROWN = "width-grown": "A number may be longer: `int64`, not `int32`; `double`, not `float`." {
        request Compatible, "what was accepted still is";
        response Dangerous, "readers that keep 32 bits may overflow"
    }
    WIDTH_SHRUNK = "width-shrunk": "A number is shorter: `int32`, not `int64`; `float`, not `double`." {
        request Breaking, "longer numbers that were accepted may be refused";
        response Compatible, "readers of longer numbers read it, too"
    }
    FORMAT_ADDED = "format-added": "Text, or a number, has a `format` that had none, one that does not make another type of it." {
        request Dangerous, "text of another format may be refused";
        response Compatible, "readers of any text read it, too";
        callers Dangerous, "the crate refuses text of another format before anything is sent, if it is one that it checks"
    }
    FORMAT_REMOVED = "format-removed": "Text, or a number, has no such `format` any more." {
        request Compatible, "what was accepted still is";
        response Dangerous, "readers of the format may fail"
    }
    FORMAT_CHANGED = "format-changed": "Text, or a number, has another such `format`." {
        request Dangerous, "text of the old format may be refused";
        response Dangerous, "readers of the old format may fail";
        callers Dangerous, "the crate refuses text of another format before anything is sent, if it is one that it checks"
    }
    SECRECY_ADDED = "secrecy-added": "Text is a secret that was none (`format: password`)." {
        Compatible, "the same text is sent; it is only hidden from now on";
        security
    }
    SECRECY_LOST = "secrecy-lost": "Text is no secret any more." {
        Dangerous, "what was hidden is printed, and logged, from now on";
        security
    }
    BECAME_NULLABLE = "became-nullable": "`null` is a value now." {
        request Compatible, "nobody has to send it";
        response Breaking, "readers that do not expect `null` fail"
    }
    NO_LONGER_NULLABLE = "no-longer-nullable": "`null` is no value any more." {
        request Breaking, "those who send `null` are refused";
        response Compatible, "those who expect `null` are prepared"
    }
    DEFAULT_ADDED = "default-added": "The document says what the server assumes if nothing is sent." {
        request Compatible, "a server always assumed something";
        response Documentation, "a default says nothing about what is sent"
    }
    DEFAULT_CHANGED = "default-changed": "The server assumes something else if nothing is sent." {
        request Dangerous, "those who leave it out get what they did not mean";
        response Documentation, "a default says nothing about what is sent"
    }
    DEFAULT_REMOVED = "default-removed": "The document no longer says what the server assumes if nothing is sent." {
        request Dangerous, "those who leave it out may get what they did not mean";
        response Documentation, "a default says nothing about what is sent"
    }
    BOUND_NARROWED = "bound-narrowed": "A bound is narrower, or there is one where there was none." {
        request Breaking, "values that were accepted are refused";
        response Compatible, "readers of the wider range read it, too";
        callers Dangerous, "the crate refuses values out of the new bound before anything is sent"
    }
    BOUND_WIDENED = "bound-widened": "A bound is wider, or is gone." {
        request Compatible, "what was accepted still is";
        response Dangerous, "readers that trust the old bound meet values beyond it"
    }
    CLAMPED_BOUND_CHANGED = "clamped-bound-changed": "A bound changed within which the server corrects values (`x-server-clamps`)." {
        Dangerous, "the server corrects values to others than before"
    }
    CLAMPING_ADDED = "clamping-added": "The server corrects a value out of bounds instead of refusing it." {
        Compatible, "what was accepted still is"
    }
    CLAMPING_REMOVED = "clamping-removed": "The server refuses a value out of bounds that it corrected before." {
        Breaking, "what was corrected is refused";
        callers Dangerous, "the crate refuses what the server corrected before anything is sent"
    }
    SEPARATOR_CHANGED = "separator-changed": "A text is a list of values, or none any more, or they are separated by something else (`x-separator`)." {
        None, "it says how to read the text that is there";
        callers Silent, "the text is cut into other pieces"
    }
    PATTERN_ADDED = "pattern-added": "Text must match a pattern where none was asked for." {
        request Breaking, "text that was accepted may be refused";
        response Compatible, "readers of any text read it, too";
        callers Dangerous, "the crate refuses text that does not match before anything is sent"
    }
    PATTERN_REMOVED = "pattern-removed": "Text need not match a pattern any more." {
        request Compatible, "what was accepted still is";
        response Dangerous, "readers that trust the pattern meet other text"
    }
    PATTERN_CHANGED = "pattern-changed": "Text must match another pattern." {
        request Dangerous, "text that was accepted may be refused; which of two patterns allows more, nobody can tell in general";
        response Dangerous, "readers that trust the old pattern may meet other text";
        callers Dangerous, "the crate refuses text that does not match before anything is sent"
    }
    ENUM_VALUE_ADDED = "enum-value-added": "There is one more value in a list of values." {
        request Compatible, "nobody has to send it";
        response Dangerous, "readers that know only the old values may fail"
    }
    ENUM_VALUE_REMOVED = "enum-value-removed": "A value vanished from a list of values." {
        request Breaking, "those who send it are refused";
        response Compatible, "those who expect it never meet it"
    }
    ENUM_VALUE_NAME_CHANGED = "enum-value-name-changed": "A value of an enum has another name (`x-enum-varnames`)." {
        None, "the value is sent, not its name"
    }
    ENUM_OPENED = "enum-opened": "A value may be one that is not listed (`anyOf` with a type beside the list)." {
        request Compatible, "what was accepted still is";
        response Dangerous, "readers that know only the listed values may fail"
    }
    ENUM_CLOSED = "enum-closed": "A value is one of those that are listed." {
        request Breaking, "other values that were accepted are refused";
        response Compatible, "readers of any value read it, too"
    }
    UNION_TYPE_ADDED = "union-type-added": "A value may be of one more type (`oneOf`, `anyOf`)." {
        request Compatible, "nobody has to send it";
        response Dangerous, "readers that know only the old types may fail"
    }
    UNION_TYPE_REMOVED = "union-type-removed": "A value is no longer of one of its types (`oneOf`, `anyOf`)." {
        request Breaking, "those who send it are refused";
        response Compatible, "those who expect it never meet it"
    }
    UNION_TAG_CHANGED = "union-tag-changed": "What tells the types of a value apart changed (`discriminator`)." {
        request Breaking, "values are taken for another type, or refused";
        response Breaking, "readers take values for another type, or fail"
    }
    REQUIRED_PROPERTY_ADDED = "required-property-added": "There is a new property, and it is always there." {
        request Breaking, "requests without it are refused";
        response Compatible, "readers ignore what they do not know";
        callers Dangerous, "the crate refuses what lacks it before anything is sent"
    }
    OPTIONAL_PROPERTY_ADDED = "optional-property-added": "There is a new property, and it may be left out." {
        request Compatible, "requests without it work as before";
        response Compatible, "readers ignore what they do not know"
    }
    PROPERTY_REMOVED = "property-removed": "A property vanished." {
        request Dangerous, "the server may ignore it, so that a call does something else, or refuse it";
        response Breaking, "those who read it find nothing"
    }
    PROPERTY_RENAMED = "property-renamed": "A property has another name." {
        request Breaking, "the old name is ignored or refused";
        response Breaking, "those who read the old name find nothing"
    }
    PROPERTY_BECAME_REQUIRED = "property-became-required": "A property is always there that could be left out." {
        request Breaking, "requests without it are refused";
        response Compatible, "those who expect that it is missing are prepared";
        callers Dangerous, "the crate refuses what lacks it before anything is sent"
    }
    PROPERTY_BECAME_OPTIONAL = "property-became-optional": "A property may be left out that was always there." {
        request Compatible, "requests with it work as before";
        response Breaking, "those who rely on it may find nothing"
    }
    BECAME_READ_ONLY = "became-read-only": "Only the server sends a property (`readOnly`)." {
        request Dangerous, "the server may ignore it, so that a call does something else, or refuse it";
        response None, "it comes back as before"
    }
    NO_LONGER_READ_ONLY = "no-longer-read-only": "Callers may send a property that only the server sent." {
        request Compatible, "nobody had to send it before";
        response None, "it comes back as before"
    }
    BECAME_WRITE_ONLY = "became-write-only": "The server never sends a property (`writeOnly`)." {
        request None, "it is sent as before";
        response Breaking, "those who read it find nothing"
    }
    NO_LONGER_WRITE_ONLY = "no-longer-write-only": "The server sends a property that only callers sent." {
        request None, "it is sent as before";
        response Compatible, "readers ignore what they do not know"
    }
    RULE_CHANGED = "rule-changed": "Which properties must be there together changed (`oneOf` or `anyOf` of `required` alone)." {
        request Dangerous, "objects that were accepted may be refused";
        response Dangerous, "readers that rely on a property may miss it";
        callers Dangerous, "the crate refuses what breaks the new rule before anything is sent"
    }
    OTHER_NAMES_DESCRIBED = "other-names-described": "The document says what an object holds under other names (`additionalProperties`)." {
        request Compatible, "nobody has to send more";
        response Compatible, "readers ignore what they do not know"
    }
    OTHER_NAMES_NOT_DESCRIBED = "other-names-not-described": "The document no longer says what an object holds under other names." {
        request Dangerous, "the server may ignore or refuse them";
        response Breaking, "those who read them may find nothing"
    }
    OBJECT_CLOSED = "object-closed": "An object holds no other names (`additionalProperties: false`)." {
        request Breaking, "requests with other names are refused";
        response Compatible, "readers of the listed names read it, too"
    }
    OBJECT_OPENED = "object-opened": "An object may hold other names again." {
        request Compatible, "what was accepted still is";
        response Dangerous, "readers that refuse what they do not know may fail"
    }
}
