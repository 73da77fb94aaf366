package io.understudy.versions.sheets.measures;

import io.understudy.versions.sheets.SheetChanged;
import io.understudy.versions.sheets.SheetReader;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Has a sheet measured when its pictures are all there, and after each exchange from then on. */
@Component
class SheetMeasuringListener {
    private final SheetReader reader;
    private final SheetMeasureService measures;

    SheetMeasuringListener(SheetReader reader, SheetMeasureService measures) {
        this.reader = reader;
        this.measures = measures;
    }

    @TransactionalEventListener
    void changed(SheetChanged change) {
        reader.find(change.sheet())
                .filter(sheet -> sheet.isComplete() || sheet.backend() == null)
                .ifPresent(measures::measureInBackground);
    }
}
