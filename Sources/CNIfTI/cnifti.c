// Nothing to compile: the target exists so that its include folder is on the search path.
#include "cnifti.h"
