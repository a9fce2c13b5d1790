"""The other programs of the registration benchmark, each by its own usual recipe."""

import importlib.metadata
import json
import math
import subprocess
import sys
import time


def first_line(command):
    """The first line that a command prints, or nothing."""
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return output.strip().split("\n")[0]


def package_version(name):
    """Version of an installed package."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def write_orthogonal(source, target):
    """Writes a CT on a grid without shear: the same slice planes, rows shifted; HU + 1000, air and padding 0.

    The spacing is the CT's own: pixel, and distance of the slice planes.
    """
    import nibabel
    import numpy

    image = nibabel.load(source)
    hu = numpy.maximum(numpy.asarray(image.dataobj, dtype=numpy.float32) + 1000, 0)
    columns, rows, slices = (image.affine[:3, k] for k in range(3))
    # A slice lies this many rows behind the one before it, seen along the normal.
    step = rows @ slices / (rows @ rows)
    normal = slices - step * rows - columns * (columns @ slices / (columns @ columns))
    shifts = step * numpy.arange(hu.shape[2])
    first = math.floor(min(shifts.min(), 0))
    count = hu.shape[1] + math.ceil(shifts.max()) - first
    out = numpy.zeros((hu.shape[0], count + 1, hu.shape[2]), numpy.float32)
    for k, shift in enumerate(shifts):
        whole = math.floor(shift - first)
        part = shift - first - whole
        out[:, whole:whole + hu.shape[1], k] += (1 - part) * hu[:, :, k]
        out[:, whole + 1:whole + 1 + hu.shape[1], k] += part * hu[:, :, k]
    affine = numpy.eye(4)
    affine[:3, :3] = numpy.column_stack([columns, rows, normal])
    affine[:3, 3] = image.affine[:3, 3] + first * rows
    # The part along the columns is nil for a gantry tilted about the left-right axis.
    assert abs(columns @ slices) < 1e-6 * numpy.linalg.norm(columns) * numpy.linalg.norm(slices)
    result = nibabel.Nifti1Image(numpy.round(out).astype(numpy.int16), affine)
    result.set_qform(affine, code=1)
    result.set_sform(affine, code=1)
    nibabel.save(result, target)


def elastix_matrix(path):
    """Row-major 4x4 of an EulerTransform file, fixed LPS mm to moving LPS mm."""
    values = {}
    with open(path) as file:
        for line in file:
            words = line.strip().strip("()").split()
            if words:
                values[words[0]] = words[1:]
    a, b, c, *shift = map(float, values["TransformParameters"])
    center = list(map(float, values["CenterOfRotationPoint"]))

    def product(m, n):
        return [[sum(m[r][k] * n[k][s] for k in range(3)) for s in range(3)] for r in range(3)]
    x = [[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]]
    y = [[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]]
    z = [[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]]
    # itk::Euler3DTransform: Z X Y, or Z Y X on request.
    inner = product(y, x) if values.get("ComputeZYX", ['"false"'])[0] == '"true"' else product(x, y)
    rotation = product(z, inner)
    matrix = []
    for r in range(3):
        matrix += rotation[r] + [center[r] + shift[r] - sum(rotation[r][k] * center[k] for k in range(3))]
    return matrix + [0, 0, 0, 1]


def matrix_of(carry):
    """Row-major 4x4 of a function that carries points rigidly; looked at over 100 mm, for single precision."""
    size = 100.0
    origin = carry([0.0, 0.0, 0.0])
    axes = [carry([size if k == axis else 0.0 for k in range(3)]) for axis in range(3)]
    matrix = []
    for r in range(3):
        matrix += [(axes[k][r] - origin[r]) / size for k in range(3)] + [origin[r]]
    return matrix + [0, 0, 0, 1]


def register_simpleitk(fixed, moving):
    """The rigid recipe of the SimpleITK notebooks (60_Registration_Introduction), with more effort.

    Centres of mass instead of the images' centres, 5 % of the voxels instead of 1 %, 200 iterations instead of 100,
    and a learning rate estimated anew in each: all made it better on trial pairs.
    """
    import SimpleITK as sitk

    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(2)
    started = time.perf_counter()
    fixed_image = sitk.ReadImage(fixed, sitk.sitkFloat32)
    moving_image = sitk.ReadImage(moving, sitk.sitkFloat32)
    initial = sitk.CenteredTransformInitializer(
        fixed_image, moving_image, sitk.Euler3DTransform(), sitk.CenteredTransformInitializerFilter.MOMENTS)
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(numberOfHistogramBins=50)
    method.SetMetricSamplingStrategy(method.RANDOM)
    method.SetMetricSamplingPercentage(0.05, seed=1)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsGradientDescent(
        learningRate=1.0, numberOfIterations=200, convergenceMinimumValue=1e-6, convergenceWindowSize=10,
        estimateLearningRate=method.EachIteration)
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetShrinkFactorsPerLevel([4, 2, 1])
    method.SetSmoothingSigmasPerLevel([2, 1, 0])
    method.SmoothingSigmasAreSpecifiedInPhysicalUnitsOn()
    method.SetInitialTransform(initial, inPlace=False)
    found = method.Execute(fixed_image, moving_image)
    return time.perf_counter() - started, matrix_of(found.TransformPoint)


def register_antspyx(fixed, moving):
    """The library's own rigid registration with its defaults."""
    import ants

    started = time.perf_counter()
    result = ants.registration(
        fixed=ants.image_read(fixed), moving=ants.image_read(moving), type_of_transform="Rigid", random_seed=1)
    seconds = time.perf_counter() - started
    found = ants.read_transform(result["fwdtransforms"][0])
    return seconds, matrix_of(lambda p: list(ants.apply_ants_transform_to_point(found, p)))


if __name__ == "__main__":
    name, fixed, moving, answer = sys.argv[1:]
    seconds, matrix = {"SimpleITK": register_simpleitk, "antspyx": register_antspyx}[name](fixed, moving)
    with open(answer, "w") as file:
        json.dump({"seconds": seconds, "mrToCT": matrix}, file)
