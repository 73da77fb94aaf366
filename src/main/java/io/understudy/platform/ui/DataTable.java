package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;

/** A plain table whose rows are named by their first cell. */
public class DataTable extends NativeTable {
    public DataTable(String classes, String... headings) {
        addClassNames(classes.split(" "));
        NativeTableRow head = getHead().addRow();
        for (String heading : headings) {
            head.addHeaderCell().setText(heading);
        }
    }

    /** Adds a row of which only the name is filled. */
    public NativeTableRow row(Component... name) {
        NativeTableRow row = getBody().addRow();
        NativeTableHeaderCell cell = row.addHeaderCell();
        cell.getElement().setAttribute("scope", "row");
        cell.add(name);
        return row;
    }

    public NativeTableRow row(String name, String... cells) {
        NativeTableRow row = row(new Text(name));
        for (String cell : cells) {
            row.addDataCell().setText(cell);
        }
        return row;
    }
}
