package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.characters.ConsentService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.consent.ConsentState;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.datasets.ui.consent.ConsentDialog;
import io.understudy.datasets.ui.consent.WithdrawDialog;
import io.understudy.platform.ui.Notifications;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks for the consent of pictures that are selected in the dataset. */
@Component
class PhotoConsentActions {
    private final PhotoConsentService ledger;
    private final ConsentService files;

    PhotoConsentActions(PhotoConsentService ledger, ConsentService files) {
        this.ledger = ledger;
        this.files = files;
    }

    List<LedgerLine> lines(CharacterId character, List<PictureId> pictures) {
        return ledger.lines(character, pictures);
    }

    void record(CharacterId character, List<PictureId> pictures, Runnable changed) {
        List<LedgerLine> lines = usable(character, pictures);
        if (!lines.isEmpty()) {
            new ConsentDialog(ledger, files, lines, changed).open();
        }
    }

    void withdraw(CharacterId character, List<PictureId> pictures, Runnable changed) {
        List<PhotoRevision> photos =
                usable(character, pictures).stream().map(LedgerLine::revision).toList();
        if (!photos.isEmpty()) {
            new WithdrawDialog(ledger, photos, changed).open();
        }
    }

    private List<LedgerLine> usable(CharacterId character, List<PictureId> pictures) {
        List<LedgerLine> lines = lines(character, pictures).stream()
                .filter(line -> line.state() != ConsentState.WITHDRAWN)
                .toList();
        if (lines.isEmpty()) {
            Notifications.refused(
                    "Every selected photo is withdrawn. An admin can reinstate them on the Photo consent page.");
        }
        return lines;
    }
}
