//! Makes the compiler say which feature is missing. Knows the words. Must not know what the feature does.

/// The bound of what stands in for a method of the feature `blocking`. Nothing meets it, so who calls one is told what is missing.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this method needs the cargo feature `blocking`",
    label = "not there without the feature `blocking`",
    note = "in Cargo.toml, give the dependency `features = [\"blocking\"]`; in async code, `.await` instead"
)]
pub trait FeatureBlocking<'a>: Sized {
    /// Is never called.
    fn absent<T>(self) -> T;
}

/// Stands in for a method of the feature `blocking`: for `send_blocking` of an operation, if none is given. A method that is just left out would be told as a misspelled one.
///
/// ```
/// struct Call;
/// impl Call {
///     oaswright_runtime::without_blocking!(send_blocking -> ());
/// }
/// let call = Call;
/// # let _ = call;
/// ```
///
/// ```compile_fail,E0277
/// struct Call;
/// impl Call {
///     oaswright_runtime::without_blocking!(send_blocking -> ());
/// }
/// let call = Call;
/// let _ = call.send_blocking();
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! without_blocking {
    ($method:ident -> $output:ty) => {
        #[doc(hidden)]
        pub fn $method(self) -> $output
        where
            // Over all lifetimes, since a bound on a type alone that cannot be met is an error where it stands.
            for<'a> Self: $crate::FeatureBlocking<'a>,
        {
            $crate::FeatureBlocking::absent(self)
        }
    };
    () => {
        $crate::without_blocking!(send_blocking -> Result<<Self as $crate::Operation>::Output, $crate::Error>);
    };
}
