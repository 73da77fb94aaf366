package io.understudy.doctor;

/**
 * Everything that a diagnosis rests on: facts of one run and of the version that it became, if any. What is not known
 * is missing or says why.
 *
 * @param training what the run was asked to do
 * @param set the pictures that it was trained on
 * @param captions their captions
 * @param trigger the trigger word and the prompts that were generated with it
 * @param file what was read from the LoRA file
 * @param drawn what was measured on the pictures that the LoRA generated
 */
public record CaseFacts(
        TrainingFacts training,
        DatasetFacts dataset,
        CaptionFacts captions,
        TriggerFacts trigger,
        FileFacts file,
        GeneratedFacts generated) {
    public CaseFacts with(GeneratedFacts measured) {
        return new CaseFacts(training, dataset, captions, trigger, file, measured);
    }
}
