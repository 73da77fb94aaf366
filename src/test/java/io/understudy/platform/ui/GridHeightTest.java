package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.grid.Grid;
import org.junit.jupiter.api.Test;

class GridHeightTest {
    private final Grid<String> grid = new Grid<>();

    @Test
    void aLongGridScrolls() {
        GridHeight.fit(grid, 21);

        assertThat(grid.isAllRowsVisible()).isFalse();
        assertThat(grid.getHeight()).isNotNull();
    }

    @Test
    void aGridThatBecameShortShowsAllOfIt() {
        GridHeight.fit(grid, 21);
        GridHeight.fit(grid, 20);

        assertThat(grid.isAllRowsVisible()).isTrue();
        assertThat(grid.getHeight()).isNull();
    }
}
