package io.understudy.identity.ui;

import com.vaadin.flow.component.Component;

/** A feature's notes about the team, above the list of people; each contributes its own as a bean. */
public interface TeamSection {
    /**
     * Hidden while there is nothing to say.
     *
     * @param invited follows an invitation that is made there
     */
    Component ofTeam(Runnable invited);
}
