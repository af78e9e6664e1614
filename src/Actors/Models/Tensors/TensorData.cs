namespace EdgeActors.Models.Tensors;

/// <summary>
/// A lease on bytes outside the managed heap: a pooled buffer or an attached shared-memory segment. The bytes stay where they
/// are until <see cref="Dispose"/>; whoever holds the lease last disposes it, once.
/// </summary>
public abstract class TensorData : IDisposable
{
    /// <summary>First byte; aligned to 64 bytes in a pooled buffer, wherever the client chose in a segment.</summary>
    public abstract nint Address { get; }

    /// <summary>
    /// Bytes that may be read from <see cref="Address"/>. A segment given with size 0 offers all bytes up to its end, see
    /// <see cref="IsUpperBound"/>.
    /// </summary>
    public abstract long Length { get; }

    /// <summary>True when the client left the size open and the tensor takes as many of the bytes as it needs.</summary>
    public virtual bool IsUpperBound => false;

    /// <summary>Ends the lease. Called once.</summary>
    public abstract void Dispose();
}

/// <summary>One tensor as a client sent it; nothing in it is trusted yet.</summary>
/// <param name="Name">Empty when the client gave none: then the tensor is matched by position.</param>
/// <param name="Type">
/// The wire's code, or null when the client sent no metadata at all (proto3 cannot tell an absent type from UINT8 inside it).
/// </param>
/// <param name="Shape">The extents as sent, null without metadata. May hold one -1 or, from hostile clients, anything.</param>
/// <param name="Data">The bytes; owned by the request.</param>
public sealed record RequestTensor(TensorName Name, TensorType? Type, IReadOnlyList<int>? Shape, TensorData Data);
