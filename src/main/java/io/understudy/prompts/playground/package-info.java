/**
 * The playground: finished prompts generated with stacks of LoRAs, kept, compared, and kept as examples of templates.
 */
@NullMarked
package io.understudy.prompts.playground;

import org.jspecify.annotations.NullMarked;
