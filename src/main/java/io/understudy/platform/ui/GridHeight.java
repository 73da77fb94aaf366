package io.understudy.platform.ui;

import com.vaadin.flow.component.grid.Grid;

/** A short grid is as high as its rows; a long one scrolls, because a browser takes seconds for some hundred rendered rows. */
public final class GridHeight {
    private static final int MOST_ROWS = 20;

    private GridHeight() {}

    public static void fit(Grid<?> grid, long rows) {
        grid.setAllRowsVisible(rows <= MOST_ROWS);
        grid.setHeight(rows <= MOST_ROWS ? null : "min(70vh, 46rem)");
    }
}
