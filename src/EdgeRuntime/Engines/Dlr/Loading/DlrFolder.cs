using System.Security.Cryptography;
using System.Text;
using EdgeActors.Models;

namespace EdgeActors.Engines.Dlr.Loading;

/// <summary>Which part of libdlr runs a model; its files decide.</summary>
internal enum DlrBackend
{
    /// <summary>A static graph: library, graph and parameters.</summary>
    Tvm,

    /// <summary>A graph with shapes that depend on the data: library, executable and metadata.</summary>
    RelayVm,

    /// <summary>Decision trees: one library.</summary>
    Treelite,
}

/// <summary>A folder with a compiled model that was looked at.</summary>
/// <param name="Folder">Absolute path as it was given.</param>
/// <param name="Root">Real path, for libdlr.</param>
/// <param name="Backend">Which part of libdlr runs it.</param>
/// <param name="Files">Real paths of the files that libdlr reads.</param>
/// <param name="Metadata">The <c>.meta</c> file; null for none.</param>
/// <param name="Graph">The graph's <c>.json</c> file; null for none.</param>
internal sealed record DlrFolder(
    string Folder, string Root, DlrBackend Backend, IReadOnlyList<string> Files, string? Metadata, string? Graph)
{
    private static readonly string[] OtherJson = ["model-shapes.json", "hyperparams.json"];

    /// <summary>Bytes of the model's files.</summary>
    public long Bytes { get; } = Files.Sum(static file => new FileInfo(file).Length);

    /// <summary>Looks at a folder. Nothing that libdlr reads may lead out of it.</summary>
    /// <exception cref="ModelFaultException">NotFound or FailedPrecondition.</exception>
    public static DlrFolder Open(string folder)
    {
        FolderListing listing = FolderListing.Open(folder);
        if (listing.Root.AsSpan(Path.GetPathRoot(listing.Root)!.Length).Contains(':'))
        {
            throw Refused(listing, "its path holds a ':', at which DLR divides it; move the model to another folder");
        }

        string? library = One(listing, ModelKinds.LibraryExtension, ModelKinds.IsModelLibrary);
        string? graph = One(listing, ".json", static file => Ends(file, ".json") && !OtherJson.Contains(Path.GetFileName(file)));
        string? parameters = One(listing, ".params", static file => Ends(file, ".params"));
        string? executable = One(listing, ".ro", static file => Ends(file, ".ro"));
        string? metadata = One(listing, ".meta", static file => Ends(file, ".meta"));
        DlrBackend backend = Choose(listing, parameters, executable, library);
        Need(listing, backend, (library, ModelKinds.LibraryExtension), backend switch
        {
            DlrBackend.Tvm => (graph, ".json"),
            DlrBackend.RelayVm => (metadata, ".meta"),
            _ => (library, ModelKinds.LibraryExtension),
        });
        string[] files = [.. new[] { library, graph, parameters, executable, metadata }.OfType<string>().Select(file => Inside(listing, file))];
        return new DlrFolder(listing.Folder, listing.Root, backend, files, metadata, graph);
    }

    /// <summary>Names the content, so that another model in the same folder is another one. Reads all of it.</summary>
    public string Key()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        byte[] block = new byte[1 << 16];
        foreach (string file in Files)
        {
            using FileStream stream = File.OpenRead(file);
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + '\0'));
            BitConverter.TryWriteBytes(length, stream.Length);
            hash.AppendData(length);
            for (int read = stream.Read(block); read > 0; read = stream.Read(block))
            {
                hash.AppendData(block, 0, read);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static DlrBackend Choose(FolderListing listing, string? parameters, string? executable, string? library) =>
        parameters is not null && executable is not null
            ? throw Refused(listing, $"it holds two models ({FolderListing.Names([parameters, executable])}); leave the files of one of them in it")
            : library is not null && library.EndsWith("_hexagon_model.so", StringComparison.Ordinal)
                ? throw Refused(listing, $"'{Path.GetFileName(library)}' is for a Hexagon processor, which this agent does not run")
                : parameters is not null ? DlrBackend.Tvm : executable is not null ? DlrBackend.RelayVm : DlrBackend.Treelite;

    // DLR refuses a second file of a kind, whatever is in it.
    private static string? One(FolderListing listing, string extension, Func<string, bool> isOne)
    {
        string[] found = [.. listing.Files.Where(isOne)];
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw Refused(listing, $"it holds {found.Length} {extension} files ({FolderListing.Names(found)}), and DLR takes one; remove what is not the model's");
    }

    private static void Need(FolderListing listing, DlrBackend backend, params (string? File, string Extension)[] needed)
    {
        string[] missing = [.. needed.Where(static n => n.File is null).Select(static n => n.Extension)];
        if (missing.Length > 0)
        {
            string kind = backend switch { DlrBackend.Tvm => ".params", DlrBackend.RelayVm => ".ro", _ => "compiled" };
            throw Refused(listing, $"beside its {kind} file there is no {string.Join(" and no ", missing)} file; deploy the whole package");
        }
    }

    private static string Inside(FolderListing listing, string file) =>
        FilePath.FileIn(listing.Root, file, what => Refused(listing, $"'{Path.GetFileName(file)}' {what}"));

    private static bool Ends(string file, string extension) => file.EndsWith(extension, StringComparison.Ordinal);

    private static ModelFaultException Refused(FolderListing listing, string why) =>
        new(FaultCode.FailedPrecondition, $"The compiled model in '{listing.Folder}' cannot be loaded: {why}.");
}
