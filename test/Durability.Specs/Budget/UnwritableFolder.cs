using System.Diagnostics;

namespace EdgeActors.Specs.Budget;

/// <summary>A folder in which nobody can write, root included, until it is disposed: the immutable flag, where the file system has it.</summary>
internal sealed class UnwritableFolder : IDisposable
{
    private readonly string _folder;
    private bool _disposed;

    public UnwritableFolder(string folder)
    {
        _folder = folder;
        Change("+i");
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Change("-i");
        }
    }

    private void Change(string flag)
    {
        using Process chattr = Process.Start("chattr", [flag, _folder]);
        chattr.WaitForExit();
        Assert.True(chattr.ExitCode == 0, $"chattr {flag} {_folder} ended with {chattr.ExitCode}");
    }
}
