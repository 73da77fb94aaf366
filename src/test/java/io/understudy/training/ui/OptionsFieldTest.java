package io.understudy.training.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.backends.api.BackendOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsFieldTest {
    private static final BackendOption REPEATS = BackendOption.choice(
            BackendOption.REPEATS, "Repeats", "How often.", List.of(BackendOption.OWN_REPEATS, "1", "2", "5", "10"));

    @Test
    void everyPictureHasItsOwnRepeatsUnlessOneNumberIsChosen() {
        OptionsField field = new OptionsField();
        field.show(List.of());
        field.show(List.of(REPEATS));
        assertThat(field.getValue()).containsEntry(BackendOption.REPEATS, BackendOption.OWN_REPEATS);

        field.setValue(Map.of(BackendOption.REPEATS, "2"));
        assertThat(field.getValue()).containsEntry(BackendOption.REPEATS, "2");
    }

    @Test
    void whatIsNoChoiceCountsNothing() {
        OptionsField field = new OptionsField();
        field.setValue(Map.of(BackendOption.REPEATS, "7"));
        field.show(List.of(REPEATS));
        assertThat(field.getValue()).containsEntry(BackendOption.REPEATS, BackendOption.OWN_REPEATS);
    }
}
