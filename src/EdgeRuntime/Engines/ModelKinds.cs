using EdgeActors.Models;

namespace EdgeActors.Engines;

/// <summary>Who made a model, and so which engine runs it.</summary>
internal enum ModelKind
{
    /// <summary>An ONNX or ORT file, for ONNX Runtime.</summary>
    Onnx,

    /// <summary>What SageMaker Neo compiled, for DLR.</summary>
    Dlr,
}

/// <summary>Tells by the files of a folder which kind of model it holds.</summary>
internal static class ModelKinds
{
    /// <summary>How the name of a native library ends on this system.</summary>
    public static string LibraryExtension { get; } = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    /// <summary>The name of the DLR library on this system; a package may bring one, and it is no part of its model.</summary>
    public static string DlrLibrary { get; } = OperatingSystem.IsWindows() ? "dlr.dll" : "libdlr" + LibraryExtension;

    /// <summary>Whether the file is an ONNX model.</summary>
    public static bool IsOnnx(string file) => Path.GetExtension(file).ToUpperInvariant() is ".ONNX" or ".ORT";

    /// <summary>Whether the file is the library of a compiled model.</summary>
    public static bool IsModelLibrary(string file) =>
        file.EndsWith(LibraryExtension, StringComparison.Ordinal) && !file.EndsWith(DlrLibrary, StringComparison.Ordinal);

    /// <summary>Whether only a compiled model has such a file.</summary>
    public static bool IsCompiled(string file) =>
        IsModelLibrary(file) || file.EndsWith(".params", StringComparison.Ordinal) || file.EndsWith(".ro", StringComparison.Ordinal);

    /// <summary>The kind of model in the folder.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition: no model of a known kind, or models of both.</exception>
    public static ModelKind Of(FolderListing listing)
    {
        string[] onnx = [.. listing.Files.Where(IsOnnx)];
        string[] compiled = [.. listing.Files.Where(IsCompiled)];
        if (onnx.Length > 0 && compiled.Length > 0)
        {
            throw new ModelFaultException(
                FaultCode.FailedPrecondition,
                $"The folder '{listing.Folder}' holds both an ONNX model ({FolderListing.Names(onnx)}) and a compiled one ({FolderListing.Names(compiled)}): "
                + "leave the files of one of them in it.");
        }

        return onnx.Length > 0 ? ModelKind.Onnx : compiled.Length > 0 ? ModelKind.Dlr : throw Neither(listing);
    }

    private static ModelFaultException Neither(FolderListing listing)
    {
        string found = listing.Files.Count == 0 ? "it has no files" : $"it has {FolderListing.Names(listing.Files)}";
        return new ModelFaultException(
            FaultCode.FailedPrecondition,
            $"The folder '{listing.Folder}' holds no model: one file that ends in .onnx or .ort, or a model that SageMaker Neo compiled "
            + $"(a {LibraryExtension} file, mostly with .params and .json), is needed directly in it; {found}.");
    }
}
