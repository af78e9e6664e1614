namespace EdgeActors.Protocol.Wire;

/// <summary>
/// The messages (and unknown groups) that are open while one is read, each with the position where it ends. The messages of
/// the agent nest three deep and none contains itself, so the depth is fixed; groups nest as deep as protobuf's own limit.
/// </summary>
internal sealed class WireScopes
{
    private const int DeepestMessage = 8;
    private const int DeepestGroup = 100;

    private readonly (int Scope, long End)[] _open = new (int, long)[DeepestMessage];
    private int _top;
    private int[]? _groups;
    private int _groupCount;

    public bool AtTop => _top == 0 && !InGroup;

    public bool InGroup => _groupCount > 0;

    public int Current => _open[_top].Scope;

    public void Begin(long length) => _open[0] = (0, length);

    public void Open(int scope, long end) => _open[++_top] = (scope, end);

    public void CloseAt(long position)
    {
        while (_top > 0 && _open[_top].End == position)
        {
            if (InGroup)
            {
                throw WireTag.Malformed("a group does not end");
            }

            _top--;
        }
    }

    /// <summary>A field must end where its message does, or before.</summary>
    public void Demand(long position, ulong length)
    {
        long left = _open[_top].End - position;
        if (left < 0 || length > (ulong)left)
        {
            throw WireTag.Malformed("a field is longer than the message that holds it");
        }
    }

    public void EnterGroup(int number)
    {
        _groups ??= new int[DeepestGroup];
        if (_groupCount == DeepestGroup)
        {
            throw WireTag.Malformed($"groups are nested deeper than {DeepestGroup}");
        }

        _groups[_groupCount++] = number;
    }

    public void LeaveGroup(int number)
    {
        if (!InGroup || _groups![--_groupCount] != number)
        {
            throw WireTag.Malformed("a group ends that was not open");
        }
    }
}
