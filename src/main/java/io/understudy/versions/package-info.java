/** LoRA versions from creation through checklist, review and approval to release and recall. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "lora",
            "prompting",
            "bundle",
            "identity",
            "identity :: *",
            "storage",
            "audit",
            "collaboration :: *",
            "settings",
            "billing",
            "characters",
            "characters :: ui",
            "datasets",
            "datasets :: *",
            "training",
            "training :: *",
            "generation",
            "generation :: *"
        })
package io.understudy.versions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
