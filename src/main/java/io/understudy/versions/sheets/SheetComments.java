package io.understudy.versions.sheets;

import io.understudy.collaboration.comments.CommentLocation;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.collaboration.comments.CommentableType;
import io.understudy.identity.AccountId;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.checklist.VersionComments;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
public class SheetComments implements CommentableType {
    /** In an address, before the number of the place that is to be opened. */
    public static final String PARAMETER = "cell";

    private static final String KIND = "sheet";
    private static final String CELL = "cell-";

    private final SheetService sheets;
    private final SheetRepository repository;
    private final VersionComments versions;

    SheetComments(SheetService sheets, SheetRepository repository, VersionComments versions) {
        this.sheets = sheets;
        this.repository = repository;
        this.versions = versions;
    }

    public static CommentSubject of(SheetId sheet, int position) {
        return CommentSubject.of(KIND, sheet.value().toString()).part(CELL + position);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<CommentLocation> place(String id, String part) {
        SheetId sheet = new SheetId(UUID.fromString(id));
        return details(sheet)
                .flatMap(found -> found.cells().stream()
                        .filter(cell -> part.equals(CELL + cell.position()))
                        .findFirst()
                        .map(cell -> new CommentLocation(
                                "Test sheet %d, %s · seed %d"
                                        .formatted(
                                                found.head().number(),
                                                cell.column().label(),
                                                cell.row().seed()),
                                SheetRoutes.of(sheet) + "?" + PARAMETER + "=" + cell.position())));
    }

    @Override
    public Collection<AccountId> concerned(String id) {
        SheetId sheet = new SheetId(UUID.fromString(id));
        Set<AccountId> people = new HashSet<>();
        repository.find(sheet).ifPresent(found -> {
            people.add(new AccountId(found.madeBy()));
            people.addAll(versions.concerned(found.version().value().toString()));
        });
        return people;
    }

    private Optional<SheetDetails> details(SheetId sheet) {
        try {
            return Optional.of(sheets.details(sheet));
        } catch (DomainException.NotFound gone) {
            return Optional.empty();
        }
    }
}
