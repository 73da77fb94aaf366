package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.Component;
import io.understudy.providers.engines.EngineCard;
import java.util.Optional;

/** What another module shows on an engine's page. */
public interface EnginePart {
    /** Empty where it has nothing to show for this engine. */
    Optional<Component> of(EngineCard engine);
}
