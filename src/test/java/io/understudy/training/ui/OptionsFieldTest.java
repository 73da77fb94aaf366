package io.understudy.training.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.backends.api.BackendOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsFieldTest {
    private static final BackendOption REPEATS =
            BackendOption.choice(BackendOption.REPEATS, "Repeats", "How often.", List.of("1", "2", "5", "10"));

    @Test
    void aSettingBeginsWithWhatIsProposedForItAlsoOnABackendThatIsChosenLater() {
        OptionsField field = new OptionsField(Map.of(BackendOption.REPEATS, "10"));
        field.show(List.of());
        field.show(List.of(REPEATS));

        assertThat(field.getValue()).containsEntry(BackendOption.REPEATS, "10");
    }

    @Test
    void whatWasChosenCountsMoreAndWhatIsNoChoiceNothing() {
        OptionsField field = new OptionsField(Map.of(BackendOption.REPEATS, "10"));
        field.show(List.of(REPEATS));
        field.setValue(Map.of(BackendOption.REPEATS, "2"));
        assertThat(field.getValue()).containsEntry(BackendOption.REPEATS, "2");

        OptionsField other = new OptionsField(Map.of(BackendOption.REPEATS, "7"));
        other.show(List.of(REPEATS));
        assertThat(other.getValue()).containsEntry(BackendOption.REPEATS, "1");
    }
}
