using System.Runtime.InteropServices;
using System.Text;
using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Dlr.Running;

/// <summary>
/// One model in libdlr. It keeps state between calls and has no locks, so all of this is for the one thread that owns it (<see cref="HandleThread"/>).
/// A failure is told with libdlr's reason only when that is surely its own: the text of an earlier one stays behind on the thread for ever.
/// </summary>
internal sealed unsafe class DlrHandle : IDisposable
{
    private const int HighestRank = 32;

    private readonly DlrApi _api;
    private nint* _cell;

    private DlrHandle(DlrApi api)
    {
        _api = api;
        _cell = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(nint));
    }

    /// <summary>Creates it from a folder.</summary>
    /// <exception cref="DlrException">libdlr refuses it.</exception>
    public static DlrHandle Create(DlrApi api, string folder, int device)
    {
        DlrHandle handle = new(api);
        try
        {
            fixed (byte* path = Encoding.UTF8.GetBytes(folder + '\0'))
            {
                string before = api.LastError();
                Check(handle, DlrFunction.CreateDLRModel, before, ((delegate* unmanaged<nint*, byte*, int, int, int>)api[DlrFunction.CreateDLRModel])(
                    handle._cell, path, device, 0));
            }

            return handle;
        }
        catch
        {
            handle.Free();
            throw;
        }
    }

    /// <summary>Asks for a number.</summary>
    public int Count(DlrFunction function)
    {
        int count = 0;
        string before = _api.LastError();
        Check(this, function, before, ((delegate* unmanaged<nint*, int*, int>)_api[function])(_cell, &count));
        return count;
    }

    /// <summary>Asks for a name about an input or output; it may be any bytes.</summary>
    public TensorName Name(DlrFunction function, int index)
    {
        byte* text = null;
        string before = _api.LastError();
        Check(this, function, before, ((delegate* unmanaged<nint*, int, byte**, int>)_api[function])(_cell, index, &text));
        return new TensorName(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }

    /// <summary>Asks for the extents of an input or output.</summary>
    public long[] Shape(DlrFunction rankFunction, DlrFunction shapeFunction, int index)
    {
        long size = 0;
        int rank = 0;
        string before = _api.LastError();
        Check(this, rankFunction, before, ((delegate* unmanaged<nint*, int, long*, int*, int>)_api[rankFunction])(_cell, index, &size, &rank));
        if (rank is < 0 or > HighestRank)
        {
            throw new DlrException(rankFunction, $"it tells {rank} dimensions");
        }

        long* extents = stackalloc long[HighestRank];
        before = _api.LastError();
        Check(this, shapeFunction, before, ((delegate* unmanaged<nint*, int, long*, int>)_api[shapeFunction])(_cell, index, extents));
        return new ReadOnlySpan<long>(extents, rank).ToArray();
    }

    /// <summary>Copies an input into the model. <paramref name="name"/> ends with a zero byte.</summary>
    public void SetInput(ReadOnlySpan<byte> name, ReadOnlySpan<long> shape, nint data)
    {
        string before = _api.LastError();
        fixed (byte* text = name)
        fixed (long* extents = shape)
        {
            Check(this, DlrFunction.SetDLRInput, before, ((delegate* unmanaged<nint*, byte*, long*, nint, int, int>)_api[DlrFunction.SetDLRInput])(
                _cell, text, extents, data, shape.Length));
        }
    }

    /// <summary>Runs the model on the inputs that are set.</summary>
    public void Run()
    {
        string before = _api.LastError();
        Check(this, DlrFunction.RunDLRModel, before, ((delegate* unmanaged<nint*, int>)_api[DlrFunction.RunDLRModel])(_cell));
    }

    /// <summary>Copies an output of the last run to <paramref name="to"/>, which has room for it.</summary>
    public void ReadOutput(int index, nint to)
    {
        string before = _api.LastError();
        Check(this, DlrFunction.GetDLROutput, before, ((delegate* unmanaged<nint*, int, nint, int>)_api[DlrFunction.GetDLROutput])(_cell, index, to));
    }

    /// <summary>Frees the model.</summary>
    public void Dispose()
    {
        if (_cell is not null)
        {
            string before = _api.LastError();
            int result = ((delegate* unmanaged<nint*, int>)_api[DlrFunction.DeleteDLRModel])(_cell);
            Free();
            Check(this, DlrFunction.DeleteDLRModel, before, result);
        }
    }

    private static void Check(DlrHandle handle, DlrFunction function, string before, int result)
    {
        if (result == 0)
        {
            return;
        }

        string after = handle._api.LastError();
        string? reason = after == before ? null : DlrErrorText.Clean(after);
        handle.Overwrite();
        throw new DlrException(function, reason);
    }

    /// <summary>
    /// Provokes an error of its own, so that when the next failure leaves the same text as this one did, it is known to be fresh: after
    /// a failure that says nothing, only this one's text is there.
    /// </summary>
    private void Overwrite()
    {
        if (_cell is not null && *_cell != 0)
        {
            byte* none = null;
            _ = ((delegate* unmanaged<nint*, int, byte**, int>)_api[DlrFunction.GetDLRInputName])(_cell, int.MaxValue, &none);
        }
    }

    private void Free()
    {
        NativeMemory.Free(_cell);
        _cell = null;
    }
}
