package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetSignals;
import io.understudy.platform.ui.LiveUpdate;
import java.util.function.Consumer;

/**
 * Reads a dataset for its open page: at once after a change that the person made, and in the background when anyone
 * else changed something. What was read before the person's last change is no longer shown.
 */
final class DatasetRefresher {
    private final Component page;
    private final CharacterId set;
    private final DatasetPageReader reader;
    private final BackgroundReader.Turns<Moment> turns;
    private final Registration following;
    /** Read by the thread that reads for this page. */
    private volatile Asked asked = new Asked(0, DatasetAddress.PLAIN);

    private record Asked(int revision, DatasetAddress address) {}

    private record Moment(Asked asked, DatasetPageData reading) {}

    DatasetRefresher(
            Component page,
            CharacterId set,
            DatasetPageReader reader,
            DatasetSignals signals,
            BackgroundReader background,
            Consumer<DatasetPageData> show) {
        this.page = page;
        this.set = set;
        this.reader = reader;
        turns = background.turns(this::read, moment -> {
            if (moment.asked().equals(asked)) {
                show.accept(moment.reading());
            }
        });
        following = LiveUpdate.refresh(page, signals.of(set), this::want);
    }

    DatasetPageData now(DatasetAddress address) {
        asked = new Asked(asked.revision() + 1, address);
        return reader.read(set, address);
    }

    void want() {
        page.getUI().ifPresent(turns::want);
    }

    void stop() {
        following.remove();
    }

    private Moment read() {
        Asked now = asked;
        return new Moment(now, reader.read(set, now.address()));
    }
}
