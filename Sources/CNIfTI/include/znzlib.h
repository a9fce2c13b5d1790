// Debian's nifti1_io.h includes <znzlib.h> although libnifti-dev installs it as nifti/znzlib.h.
#include <nifti/znzlib.h>
