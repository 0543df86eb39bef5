/* Image sections of this room; content continues from 16. */
#ifndef TREE_SECTIONS_H
#define TREE_SECTIONS_H

enum tree_section {
    TREE_META,
    TREE_FACTS,
    TREE_VALUES,
    TREE_STEPS,
    TREE_CONDS,
    TREE_KIDS,
    TREE_RULES,
    TREE_SEEN,
    TREE_VERDICTS,
    TREE_VARS,
    TREE_NODES,
    TREE_NODE_KIDS,
};

#endif
