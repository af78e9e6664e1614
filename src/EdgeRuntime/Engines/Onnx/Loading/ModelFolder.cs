using System.Buffers;
using EdgeActors.Models;

namespace EdgeActors.Engines.Onnx.Loading;

/// <summary>A model folder that was looked at: its one model file, and the weights that the file keeps beside it.</summary>
/// <param name="Folder">Absolute path as it was given.</param>
/// <param name="File">Real path of the model file, without links.</param>
/// <param name="Bytes">Size of the model file and of each file with external data, counted once.</param>
internal sealed record ModelFolder(string Folder, string File, long Bytes)
{
    private const string OrtFormat = ".ort";
    private const string OnnxFormat = ".onnx";

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("\\:*?\"<>|\0");

    /// <summary>Looks at <paramref name="folder"/>. Nothing in it may lead out of it.</summary>
    /// <exception cref="ModelFaultException">NotFound or FailedPrecondition.</exception>
    public static ModelFolder Open(string folder, long largestModelFile, CancellationToken cancelled)
    {
        FolderListing listing = FolderListing.Open(folder);
        try
        {
            string file = TheModelFile(listing);
            long size = new FileInfo(file).Length;
            if (size > largestModelFile)
            {
                throw Refused(file, $"it has {size} bytes, and at most {largestModelFile} are allowed; keep the weights in a file beside it");
            }

            return new ModelFolder(listing.Folder, file, size + ExternalBytes(listing.Root, file, cancelled));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FolderListing.Unreadable(listing.Folder, error);
        }
    }

    /// <summary>Whether a model file may name others: the ORT format keeps everything in its one file.</summary>
    public static bool HasExternalData(string file) => !Path.GetExtension(file).Equals(OrtFormat, StringComparison.OrdinalIgnoreCase);

    private static string TheModelFile(FolderListing listing)
    {
        string[] models = [.. listing.Files.Where(ModelKinds.IsOnnx)];
        if (models.Length != 1)
        {
            throw new ModelFaultException(FaultCode.FailedPrecondition, models.Length == 0
                ? $"The folder '{listing.Folder}' holds no model: one file that ends in {OnnxFormat} or {OrtFormat} is needed, directly in it."
                : $"The folder '{listing.Folder}' holds {models.Length} models ({FolderListing.Names(models)}): leave exactly one {OnnxFormat} or {OrtFormat} file in it.");
        }

        return FilePath.FileIn(listing.Root, models[0], what => Refused(models[0], $"it {what}"));
    }

    private static long ExternalBytes(string root, string file, CancellationToken cancelled)
    {
        if (!HasExternalData(file))
        {
            return 0;
        }

        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return ExternalDataScan.Locations(stream, file, cancelled)
            .Select(location => ExternalFile(root, file, location))
            .Distinct(StringComparer.Ordinal)
            .Sum(external => new FileInfo(external).Length);
    }

    private static string ExternalFile(string root, string file, string location)
    {
        string shown = new Models.Tensors.TensorName(location).ToString();
        if (!IsPlainRelative(location))
        {
            throw Refused(file, $"it keeps weights at '{shown}', which is no path below the model's folder; export it with its weights beside it");
        }

        string path = Path.Combine(Path.GetDirectoryName(file)!, location);
        if (!System.IO.File.Exists(path))
        {
            throw Refused(file, $"it keeps weights in '{shown}', and there is no such file in the model's folder; put it there, or deploy the whole package");
        }

        return FilePath.FileIn(root, path, what => Refused(file, $"it keeps weights in '{shown}', which {what}"));
    }

    /// <summary>No drive, no root, no way up, and nothing that the engine reads as other than a name (it takes '*' for raw memory).</summary>
    private static bool IsPlainRelative(string location) =>
        location.Length > 0
        && !location.AsSpan().ContainsAny(NotInNames)
        && !Path.IsPathRooted(location)
        && !location.Split('/').Contains("..");

    private static ModelFaultException Refused(string file, string why) => new(FaultCode.FailedPrecondition, $"The model '{file}' cannot be loaded: {why}.");
}
