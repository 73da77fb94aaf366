package io.understudy.training;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.lora.BaseModel;
import io.understudy.storage.BlobHash;
import io.understudy.training.backends.BackendChoice;
import java.util.UUID;

/**
 * A run has its result. Published inside the transaction that marks the run, so that what is made of the result stands
 * or falls with it.
 *
 * @param backend a {@link BackendChoice#id()}
 * @param baseModel what the LoRA was trained for
 * @param lora the stored {@code .safetensors}
 * @param loraSize in bytes
 */
public record RunSucceeded(
        RunId run,
        CharacterId character,
        SnapshotId snapshot,
        UUID launchedBy,
        TrainingSettings parameters,
        String backend,
        BaseModel baseModel,
        BlobHash lora,
        long loraSize) {}
