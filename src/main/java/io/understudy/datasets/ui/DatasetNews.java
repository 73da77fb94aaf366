package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.shared.Registration;
import io.understudy.characters.CharacterId;
import io.understudy.shared.ui.Following;
import java.util.function.Consumer;

/**
 * Reads a dataset for its open page: at once after a change that the person made, and in the background when anyone
 * else changed something. What was read before the person's last change is no longer shown.
 */
final class DatasetNews {
    private final Component page;
    private final CharacterId set;
    private final DatasetDoors doors;
    private final BackgroundReadings.Turns<Moment> turns;
    private final Registration following;
    /** Read by the thread that reads for this page. */
    private volatile Asked asked = new Asked(0, DatasetAddress.PLAIN);

    private record Asked(int revision, DatasetAddress address) {}

    private record Moment(Asked asked, DatasetReading reading) {}

    /** @param show receives what was read in the background, in the page's own turn */
    DatasetNews(Component page, CharacterId set, DatasetDoors doors, Consumer<DatasetReading> show) {
        this.page = page;
        this.set = set;
        this.doors = doors;
        turns = doors.readings().turns(this::read, moment -> {
            if (moment.asked().equals(asked)) {
                show.accept(moment.reading());
            }
        });
        following = Following.of(page, doors.signals().changes(set), this::want);
    }

    DatasetReading now(DatasetAddress address) {
        asked = new Asked(asked.revision() + 1, address);
        return DatasetReading.of(set, address, doors);
    }

    void want() {
        page.getUI().ifPresent(turns::want);
    }

    void stop() {
        following.remove();
    }

    private Moment read() {
        Asked now = asked;
        return new Moment(now, DatasetReading.of(set, now.address(), doors));
    }
}
