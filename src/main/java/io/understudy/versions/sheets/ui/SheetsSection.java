package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.Panel;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.sheets.CheckpointSheetService;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.ui.VersionSection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;

@org.springframework.stereotype.Component
@Order(10)
class SheetsSection implements VersionSection {
    private final SheetService sheets;
    private final CheckpointSheetService checkpoints;
    private final SheetSignals signals;

    SheetsSection(SheetService sheets, CheckpointSheetService checkpoints, SheetSignals signals) {
        this.sheets = sheets;
        this.checkpoints = checkpoints;
        this.signals = signals;
    }

    @Override
    public Component of(VersionDetails version) {
        Anchor make = new Anchor(SheetRoutes.newSheet(version.id()), "New test sheet");
        PagedList list = new PagedList(page -> all(version.id()), SheetsSection::nothing)
                .following("test sheets", signals.any());
        list.refresh();
        return new Panel(Panel.head("Test sheets", make), list);
    }

    private PagedList.Slice all(VersionId version) {
        List<SheetSummary> all = Stream.concat(
                        sheets.ofVersion(version).stream(), checkpoints.ofVersion(version).stream())
                .toList();
        return SheetListing.slice(new PageImpl<>(all, PageRequest.of(0, Math.max(1, all.size())), all.size()), false);
    }

    private static Paragraph nothing() {
        return new Paragraph("No test sheet yet. It shows what this LoRA generates over prompts, strengths and seeds,"
                + " next to no LoRA and the production version: evidence for the checklist.");
    }
}
