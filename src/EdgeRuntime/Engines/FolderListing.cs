using EdgeActors.Models;

namespace EdgeActors.Engines;

/// <summary>What lies directly in a model's folder. Nothing below it counts.</summary>
/// <param name="Folder">Absolute path as it was given.</param>
/// <param name="Root">Real path, without links.</param>
/// <param name="Files">Paths of the files in <paramref name="Root"/>, in the order of their names.</param>
internal sealed record FolderListing(string Folder, string Root, IReadOnlyList<string> Files)
{
    private const int MostShown = 5;

    /// <summary>Lists <paramref name="folder"/>.</summary>
    /// <exception cref="ModelFaultException">NotFound: no local folder. FailedPrecondition: it cannot be read.</exception>
    public static FolderListing Open(string folder)
    {
        string whole = FullPath(folder);
        string root = Directory.Exists(whole) && FilePath.Resolve(whole) is { } real ? real : throw NothingThere(whole);
        try
        {
            return new FolderListing(whole, root, [.. Directory.EnumerateFiles(root).Order(StringComparer.Ordinal)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(whole, error);
        }
    }

    /// <summary>Some names for a message, cut short when there are many.</summary>
    public static string Names(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(MostShown).Select(Path.GetFileName)) + (files.Count > MostShown ? ", …" : string.Empty);

    /// <summary>The refusal of a folder that the disk or its permissions keep to themselves.</summary>
    public static ModelFaultException Unreadable(string folder, Exception error) => new(
        FaultCode.FailedPrecondition, $"The model folder '{folder}' cannot be read: {error.Message} Check its permissions.", error);

    private static string FullPath(string folder)
    {
        if (folder.Length == 0 || folder.Contains('\0', StringComparison.Ordinal) || folder.Contains("://", StringComparison.Ordinal))
        {
            throw NothingThere(folder.Replace('\0', '?'));
        }

        return Path.GetFullPath(folder);
    }

    private static ModelFaultException NothingThere(string folder) => new(
        FaultCode.NotFound,
        File.Exists(folder)
            ? $"'{folder}' is a file. The url of a model is the path of the folder that holds it: '{Path.GetDirectoryName(folder)}'."
            : $"There is no folder '{folder}' on this device. The url of a model is the path of a local folder that holds it.");
}
