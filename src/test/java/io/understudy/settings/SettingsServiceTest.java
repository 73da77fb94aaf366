package io.understudy.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.support.StudioTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@StudioTest
class SettingsServiceTest {
    private static final Setting LAMP = Setting.onOff("lamp.lit", true);
    private static final Setting SEATS = Setting.number("theatre.seats", 40);

    @Autowired
    SettingsService settings;

    @Autowired
    People people;

    @Test
    void aSettingThatNobodyTouchedHasItsDefault() {
        people.signIn(people.member("Mara"));

        assertThat(settings.on(LAMP)).isTrue();
        assertThat(settings.number(SEATS)).isEqualTo(40);
    }

    @Test
    void whatAnAdminChangesCountsForEverybody() {
        people.signIn(people.admin("Ada"));
        settings.change(LAMP, "false");
        settings.change(SEATS, "41");
        settings.change(SEATS, "42");

        people.signIn(people.member("Mara"));
        assertThat(settings.on(LAMP)).isFalse();
        assertThat(settings.number(SEATS)).isEqualTo(42);
    }

    @Test
    void aMemberChangesNothing() {
        people.signIn(people.member("Mara"));

        assertThatThrownBy(() -> settings.change(LAMP, "false")).isInstanceOf(AccessDeniedException.class);
        assertThat(settings.on(LAMP)).isTrue();
    }

    @Test
    void whatIsTooLongToBeKeptIsRefusedAtItsField() {
        people.signIn(people.admin("Ada"));

        assertThatThrownBy(() -> settings.change(LAMP, "x".repeat(4001)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("lamp.lit"));
    }
}
