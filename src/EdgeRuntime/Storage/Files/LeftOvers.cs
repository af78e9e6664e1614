namespace EdgeActors.Storage.Files;

/// <summary>A file below a <see cref="DurableFolder"/>.</summary>
/// <param name="Name">Relative, with <c>/</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When it was last written, UTC.</param>
internal sealed record StoredFile(string Name, long Length, DateTime Written);

/// <summary>Walks durable folders.</summary>
internal static class LeftOvers
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    /// <summary>
    /// Regular files below a folder in no order, temporary and other dot files left out; links are neither listed nor followed.
    /// </summary>
    public static IEnumerable<StoredFile> Files(DurableFolder folder) =>
        All(folder).Where(file => !file.Name.Split('/').Any(part => part.StartsWith('.')));

    /// <summary>Removes temporary files that earlier processes left; how many.</summary>
    /// <param name="folder">The folder, swept with all below it.</param>
    /// <param name="ownMark">What the names contain that are in use: <see cref="DurableFile.ProcessMark"/>.</param>
    public static int Sweep(DurableFolder folder, string ownMark)
    {
        string[] litter =
        [
            .. All(folder).Select(file => file.Name)
                .Where(name => DurableFile.IsTemporary(NamePart(name)) && !name.Contains(ownMark, StringComparison.Ordinal)),
        ];
        foreach (IGrouping<string, string> byFolder in litter.GroupBy(FolderPart))
        {
            folder.Remove(byFolder.Key, byFolder.Select(NamePart));
        }

        return litter.Length;
    }

    /// <summary>A relative name without its last part; empty when it has one only.</summary>
    public static string FolderPart(string name) => name[..Math.Max(0, name.LastIndexOf('/'))];

    /// <summary>The last part of a relative name.</summary>
    public static string NamePart(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static IEnumerable<StoredFile> All(DurableFolder folder)
    {
        DirectoryInfo root = new(folder.Path);
        return !root.Exists ? [] : from file in root.EnumerateFiles("*", Everything)
                                   where file.Exists
                                   let name = Path.GetRelativePath(folder.Path, file.FullName).Replace('\\', '/')
                                   select new StoredFile(name, file.Length, file.LastWriteTimeUtc);
    }
}
