//! Finds what was probably intended. Must not know what the words are.

/// Suggestions are looked for so often in one place, and among so many candidates: more is a list of its own and no typo.
pub const MOST_SLIPS: usize = 32;

const MOST_CANDIDATES: usize = 2_000;

/// The candidate that is most similar to what was written, if it is similar enough to be intended.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    let allowed = (length / 3).clamp(1, 4);
    let mut similar = Vec::new();
    // A loop, and no more: this part is compiled for each of the many kinds of lists.
    for candidate in candidates {
        // Cheap, and most candidates end here: a difference in length is at least as many edits.
        if candidate != written && candidate.chars().count().abs_diff(length) <= allowed {
            similar.push(candidate);
        }
        if similar.len() == MOST_CANDIDATES {
            break;
        }
    }
    nearest_of(written, similar, allowed)
}

fn nearest_of<'a>(written: &str, similar: Vec<&'a str>, allowed: usize) -> Option<&'a str> {
    let distances = similar.into_iter().map(|candidate| (distance(written, candidate), candidate));
    let near = distances.filter(|(distance, _)| *distance <= allowed);
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Edits between two words; a difference in case alone counts as one.
fn distance(a: &str, b: &str) -> usize {
    if a.eq_ignore_ascii_case(b) { 1 } else { strsim::osa_distance(a, b) }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_is_found_and_a_far_one_is_not() {
        for (written, candidates, expected) in [
            ("AppQouta", vec!["AppQuota", "AppQuotaInfo"], Some("AppQuota")),
            ("maxlength", vec!["minLength", "maxLength"], Some("maxLength")),
            ("typ", vec!["title", "type"], Some("type")),
            ("name", vec!["description"], None),
            ("same", vec!["same"], None),
        ] {
            assert_eq!(nearest(written, candidates), expected, "{written}");
        }
    }
}
