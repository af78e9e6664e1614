using EdgeActors.Storage.Files;

namespace EdgeActors.Logging;

/// <summary>The names of the log's files, <c>NAME</c>, <c>NAME.1</c> to the last that is kept, and what is done to them.</summary>
internal sealed class LogFileNames(string path, int files, IFileCalls calls)
{
    /// <summary>Opens the current file, which is created when it is missing. A link in its place is refused, and so is another user's file.</summary>
    public OpenedFile Open()
    {
        try
        {
            return OpenedFile.Open(calls, null, path, FileOpening.Append);
        }
        catch (StorageException e) when (e.Fault == StorageFault.Missing)
        {
            return OpenedFile.Open(calls, null, path, FileOpening.Create);
        }
    }

    /// <summary>Makes every file one older; the oldest goes.</summary>
    public void Shift()
    {
        if (files == 1)
        {
            Ignored(calls.Remove(IFileCalls.NoFolder, path), "remove", path);
        }

        for (int age = files - 2; age >= 0; age--)
        {
            Ignored(calls.Rename(IFileCalls.NoFolder, Name(age), IFileCalls.NoFolder, Name(age + 1)), "rename", Name(age));
        }
    }

    /// <summary>Removes what an earlier start kept and this one does not.</summary>
    public void RemoveBeyond()
    {
        for (int age = files; age < LogOptions.MostFiles; age++)
        {
            Ignored(calls.Remove(IFileCalls.NoFolder, Name(age)), "remove", Name(age));
        }
    }

    private string Name(int age) => age == 0 ? path : FormattableString.Invariant($"{path}.{age}");

    // A missing file is as good as a removed one.
    private static void Ignored(int result, string what, string name)
    {
        if (result < 0 && result != -Errors.NotFound)
        {
            throw StorageException.From(-result, $"cannot {what} {name}");
        }
    }
}
