package io.understudy.training.ui;

import com.vaadin.flow.component.Component;
import io.understudy.characters.CharacterId;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import java.math.BigDecimal;
import java.util.List;

/** Something that may be ordered together with a run; each feature contributes its own as a bean. */
public interface LaunchExtra {
    /** The part of one form that asks for it. */
    interface Choice {
        /** Hidden while it cannot be ordered. */
        Component component();

        /** @param reaction to another choice */
        void onChange(Runnable reaction);

        /**
         * Shows what it means for runs as they are typed.
         *
         * @param backend that trains them
         * @param runs that the form would launch; empty while a field cannot be read
         * @return US dollars that are added to the price of the runs: zero for what is free or not chosen
         */
        BigDecimal show(String backend, List<TrainingSettings> runs);

        /**
         * Orders what was chosen. A refusal is shown here: the runs are launched, whatever comes of this.
         *
         * @param runs in the order in which they were shown
         */
        void launched(List<RunId> runs);
    }

    Choice of(CharacterId character);
}
