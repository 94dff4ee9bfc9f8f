//! Says where API Gateway and ROMA Connect differ in what both keep. Must not know any kind.

/// What a service says of its own.
pub(crate) struct Product {
    /// What gateways and apps are of.
    pub name: &'static str,
    /// The edition of a gateway that all projects begin with.
    pub edition: &'static str,
    /// What the codes begin with that callers of published APIs get. Those that were seen at ROMA Connect have the numbers of API Gateway;
    /// so the others are assumed to have them.
    pub codes: &'static str,
    /// Whether groups say by a number for which gateways a certificate is.
    pub numbers_certificates: bool,
}

const APIG: Product = Product { name: "apig", edition: "BASIC", codes: "APIG", numbers_certificates: true };
const ROMA: Product = Product { name: "roma", edition: "ROMA_BASIC", codes: "APIC", numbers_certificates: false };

/// The product that a service of the spec is the API of.
pub(crate) fn of(service: &str) -> &'static Product {
    if service == ROMA.name { &ROMA } else { &APIG }
}
