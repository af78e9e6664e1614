using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Akka.Specs.Persistence.Sqlite.Inside;

/// <summary>A file system in memory, mounted where nobody else looks.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("small-disk-").FullName;

    public SmallDisk(int megabytes) => Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={megabytes}m"), "none", _folder);

    public string Folder => _folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Why there can be none on this machine; null if there can.</summary>
    public static string? Obstacle()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return "Mounting a small file system needs Linux and root.";
        }

        try
        {
            using SmallDisk _ = new(1);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return "No small file system can be mounted here: " + e.Message;
        }
    }

    /// <summary>Takes every free byte.</summary>
    public void Fill()
    {
        using FileStream filler = new(Filler, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
        byte[] page = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(page);
            }
        }
        catch (IOException e) when (e.HResult == 28 || Marshal.GetLastPInvokeError() == 28 || e.Message.Contains("No space", StringComparison.Ordinal))
        {
            Assert.True(filler.Position > 0);
        }
    }

    public void Drain() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "-l", _folder);
        Directory.Delete(_folder);
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(error);
        }
    }
}

/// <summary>A fact that needs to mount a file system; it says so where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsMountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(SmallDisk.Obstacle);

    public NeedsMountFactAttribute() => Skip = Obstacle.Value;
}
