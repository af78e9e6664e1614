using EdgeActors.Engines;
using EdgeActors.Engines.Dlr.Loading;
using EdgeActors.Engines.Onnx;
using EdgeActors.Engines.Onnx.Loading;
using EdgeActors.Models;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Creating;

/// <summary>Looks at a model that is to be packed, or was unpacked, as a device does before it gives the model to an engine. No engine is needed for that.</summary>
internal static class PackagedModel
{
    /// <summary>Refuses what no device could load: no model or several, a damaged ONNX file, weights or parts that are not there.</summary>
    /// <param name="source">A model file, or the folder that holds a model.</param>
    /// <param name="cancelled">Ends the reading of a large model.</param>
    /// <exception cref="PackageException">It is refused.</exception>
    public static void MustBeWhole(string source, CancellationToken cancelled)
    {
        try
        {
            if (Directory.Exists(source))
            {
                LookAtFolder(source, cancelled);
            }
            else
            {
                LookAtFile(source, cancelled);
            }
        }
        catch (ModelFaultException refused)
        {
            throw new PackageException($"devices would refuse the model: {refused.Fault.Message}", cause: refused);
        }
    }

    private static void LookAtFolder(string folder, CancellationToken cancelled)
    {
        if (ModelKinds.Of(FolderListing.Open(folder)) == ModelKind.Dlr)
        {
            _ = DlrFolder.Open(folder);
            return;
        }

        ThrowIfEmpty(ModelFolder.Open(folder, new OnnxOptions().LargestModelFile, cancelled).File);
    }

    private static void LookAtFile(string file, CancellationToken cancelled)
    {
        string shown = Printable.Of(file, int.MaxValue);
        if (!ModelKinds.IsOnnx(file))
        {
            throw new PackageException($"{shown} is no .onnx or .ort file; of a model that has several files give the folder that holds them");
        }

        ThrowIfEmpty(file);
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (ModelFolder.HasExternalData(file) && ExternalDataScan.Locations(stream, file, cancelled).FirstOrDefault() is { } weights)
        {
            throw new PackageException(
                $"{shown} keeps weights in another file, \"{Printable.Of(weights)}\"; give the folder that holds both");
        }
    }

    // To protobuf nothing at all is a message too.
    private static void ThrowIfEmpty(string file)
    {
        if (new FileInfo(file).Length == 0)
        {
            throw new PackageException($"{Printable.Of(file, int.MaxValue)} is empty; export the model again");
        }
    }
}
