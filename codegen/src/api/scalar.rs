//! Holds values that hold no others: their types, and what range and precision they have. Plain data. Must not know where they
//! are used.

/// A value that holds no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Width),
    /// A number.
    Number(Precision),
    /// Text.
    Text(Text),
}

/// What text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Anything.
    Plain,
    /// A point in time, as RFC 3339 has it.
    DateTime,
    /// A day, as RFC 3339 has it.
    Date,
    /// Bytes, as Base64.
    Base64,
    /// Bytes as they are, which JSON cannot hold: there it is text.
    Binary,
    /// What nobody may see.
    Secret,
}

/// Width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Width {
    Int32,
    Int64,
    Uint32,
    Uint64,
    Int128,
    Uint128,
}

impl Width {
    /// The least and the greatest number, as far as 128 bits with a sign hold them.
    pub fn limits(self) -> (i128, i128) {
        match self {
            Self::Int32 => (i32::MIN.into(), i32::MAX.into()),
            Self::Int64 => (i64::MIN.into(), i64::MAX.into()),
            Self::Uint32 => (0, u32::MAX.into()),
            Self::Uint64 => (0, u64::MAX.into()),
            Self::Int128 => (i128::MIN, i128::MAX),
            Self::Uint128 => (0, i128::MAX),
        }
    }

    /// Whether each number of another width is one of this, too.
    pub fn holds(self, other: Self) -> bool {
        let ((least, most), (from, to)) = (self.limits(), other.limits());
        // Beyond what is compared there is only one.
        least <= from && to <= most && (self == Self::Uint128 || other != Self::Uint128)
    }

    /// What messages call such a number.
    pub fn words(self) -> &'static str {
        match self {
            Self::Int32 => "an integer of 32 bits",
            Self::Int64 => "an integer of 64 bits",
            Self::Uint32 => "an integer of 32 bits without a sign",
            Self::Uint64 => "an integer of 64 bits without a sign",
            Self::Int128 => "an integer of 128 bits",
            Self::Uint128 => "an integer of 128 bits without a sign",
        }
    }
}

/// Precision of a number; each holds those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Precision {
    Float,
    Double,
    /// All digits count.
    Decimal,
}
