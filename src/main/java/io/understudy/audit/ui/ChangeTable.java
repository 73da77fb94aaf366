package io.understudy.audit.ui;

import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.Map;
import java.util.TreeSet;

class ChangeTable extends NativeTable {
    ChangeTable(Map<String, String> before, Map<String, String> after) {
        addClassName("change-table");
        add(new NativeTableHeader(new NativeTableRow(
                new NativeTableHeaderCell(""),
                new NativeTableHeaderCell("Before"),
                new NativeTableHeaderCell("After"))));
        NativeTableBody body = new NativeTableBody();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            body.add(new NativeTableRow(
                    new NativeTableHeaderCell(name),
                    new NativeTableCell(before.getOrDefault(name, "—")),
                    new NativeTableCell(after.getOrDefault(name, "—"))));
        }
        if (names.isEmpty()) {
            body.add(new NativeTableRow(new NativeTableCell("This action changed no values.")));
        }
        add(body);
    }
}
