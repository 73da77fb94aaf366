/** The settings of ComfyUI. */
@NullMarked
package io.understudy.providers.comfy.ui;

import org.jspecify.annotations.NullMarked;
