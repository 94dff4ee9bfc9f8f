//! Whatever a name looks like in Rust, on the wire it is the document's.

use super::of_odd_names::odd_names::{Client, types::*};
use crate::support::{both_ways, config, refused, request};

#[test]
fn names_on_the_wire_are_the_documents() {
    let call = Client::new(config()).r#_2_do_list_v2("1", "2", "3", "4").filter("x").scope_domain("y").key("z");
    let call = call.a_b_c_d_e("&=#").plus_1("a").say_hi("b").back_slash("c").camel_case("d").hash("e");
    let expected = "POST /odd/1/2/3/4?%24filter=x&scope%5Bdomain%5D=y&a%20b%26c%3Dd%23e=%26%3D%23&%D0%BA%D0%BB%D1%8E%D1%87=z\n\
        {\"+1\":\"a\",\"say \\\"hi\\\"\":\"b\",\"back\\\\slash\":\"c\",\"camelCase\":\"d\",\"#\":\"e\"}";
    assert_eq!(request(&call), expected);
    let wrong = Client::new(config()).r#_2_do_list_v2("1", "2", "3", "4").plus_1("");
    assert_eq!(refused(&wrong), ["+1 must have at least 1 character, has 0", "say \"hi\" is required"]);
}

#[test]
fn odd_values_survive() {
    both_ways(r#""""#, &T3sizes::Empty);
    both_ways(r#""party 🎉""#, &T3sizes::Party);
    both_ways(r#""\"quoted\"""#, &T3sizes::Quoted);
    both_ways(r#""back\\slash""#, &T3sizes::BackSlash);
    both_ways(r#""two\nlines""#, &T3sizes::TwoLines);
    both_ways(r#""日本""#, &Name2::Japan);
    both_ways("-2", &Ranks::ValueMinus2);
}
