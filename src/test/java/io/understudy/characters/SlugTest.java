package io.understudy.characters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    @ParameterizedTest
    @CsvSource({
        "Ava Lindqvist,ava-lindqvist",
        "  Søren  Ærø ,soren-aero",
        "Łucja Žižková,lucja-zizkova",
        "O'Neil & Sons (2),o-neil-sons-2",
        "李小龙,li-xiao-long",
        "ليلى,lyly",
        "Владимир,vladimir",
        "🎭,character"
    })
    void aNameSuggestsASlug(String name, String slug) {
        assertThat(Slug.from(name).value()).isEqualTo(slug);
    }

    @Test
    void aLongNameGivesAShortSlug() {
        Slug slug = Slug.from("a ".repeat(80));

        assertThat(slug.value()).hasSizeLessThanOrEqualTo(Slug.MAX_LENGTH).doesNotEndWith("-");
        assertThat(slug.unlike(List.of(slug.value())).value()).hasSizeLessThanOrEqualTo(Slug.MAX_LENGTH);
    }

    @Test
    void aTakenSlugIsNumbered() {
        assertThat(new Slug("ava").unlike(List.of("ava", "ava-2")).value()).isEqualTo("ava-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ava", "a--b", "-a", "../etc", "a/b"})
    void whatCannotStandInAUrlIsRefused(String text) {
        assertThatThrownBy(() -> new Slug(text)).isInstanceOf(DomainException.RuleViolation.class);
    }
}
