package io.understudy.versions.sheets;

import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionUses;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class SheetUses implements VersionUses {
    private final SheetService sheets;

    SheetUses(SheetService sheets) {
        this.sheets = sheets;
    }

    @Override
    public List<Use> of(VersionCard version, int most) {
        return sheets.ofVersion(version.id()).stream()
                .limit(most)
                .map(sheet -> new Use(
                        "Test sheet " + sheet.number(),
                        "%d of %d pictures".formatted(sheet.pictures(), sheet.cells()),
                        SheetRoutes.of(sheet.id()),
                        sheet.strip().stream().findFirst().orElse(null)))
                .toList();
    }
}
