package io.understudy.versions.sheets;

import io.understudy.comments.CommentPlace;
import io.understudy.comments.CommentSubject;
import io.understudy.comments.CommentedThings;
import io.understudy.shared.Refusal;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
public class SheetComments implements CommentedThings {
    /** In an address, before the number of the place that is to be opened. */
    public static final String PARAMETER = "cell";

    private static final String KIND = "sheet";
    private static final String CELL = "cell-";

    private final SheetService sheets;

    SheetComments(SheetService sheets) {
        this.sheets = sheets;
    }

    public static CommentSubject of(SheetId sheet, int position) {
        return CommentSubject.of(KIND, sheet.value().toString()).part(CELL + position);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<CommentPlace> place(String id, String part) {
        SheetId sheet = new SheetId(UUID.fromString(id));
        return details(sheet)
                .flatMap(found -> found.cells().stream()
                        .filter(cell -> part.equals(CELL + cell.position()))
                        .findFirst()
                        .map(cell -> new CommentPlace(
                                "Test sheet %d, %s · seed %d"
                                        .formatted(
                                                found.number(),
                                                cell.column().label(),
                                                cell.row().seed()),
                                SheetRoutes.of(sheet) + "?" + PARAMETER + "=" + cell.position())));
    }

    private Optional<SheetDetails> details(SheetId sheet) {
        try {
            return Optional.of(sheets.details(sheet));
        } catch (Refusal.NotFound gone) {
            return Optional.empty();
        }
    }
}
