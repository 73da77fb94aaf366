package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.ui.Panel;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.sheets.CheckpointSheetService;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.ui.VersionSection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;

@org.springframework.stereotype.Component
@Order(10)
class SheetsSection implements VersionSection {
    private final SheetService sheets;
    private final CheckpointSheetService checkpoints;

    SheetsSection(SheetService sheets, CheckpointSheetService checkpoints) {
        this.sheets = sheets;
        this.checkpoints = checkpoints;
    }

    @Override
    public Component of(VersionDetails version) {
        Anchor make = new Anchor(SheetRoutes.newSheet(version.id()), "New test sheet");
        Div panel = new Panel(Panel.head("Test sheets", make));
        List<SheetSummary> all = Stream.concat(
                        sheets.ofVersion(version.id()).stream(), checkpoints.ofVersion(version.id()).stream())
                .toList();
        if (all.isEmpty()) {
            panel.add(new Paragraph(
                    "No test sheet yet. It shows what this LoRA generates over prompts, strengths and seeds,"
                            + " next to no LoRA and the production version: evidence for the checklist."));
        } else {
            panel.add(new SheetListing(all, false));
        }
        return panel;
    }
}
